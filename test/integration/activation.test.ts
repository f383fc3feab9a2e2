import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { say } from './say.ts';

const ID = 'microfactory.microfactory';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(ID);
  assert.ok(found, `${ID} is not installed`);
  return found;
}

/** Returns the command lines of this process's children; undefined where the system doesn't tell. */
function children(): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((pid) => {
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return Number(parent) === process.pid
        ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
        : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

describe('activation', () => {
  it('works, and spawns no process', async () => {
    const begun = performance.now();
    await extension().activate();
    say(`    activate() took ${Math.round(performance.now() - begun)} ms (or had been called before)`);
    assert.equal(extension().isActive, true);
    assert.deepEqual(children()?.filter((line) => /microfactory|engine\.cjs/.test(line)) ?? [], []);
  });

  it('registers every command of the manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const manifest = extension().packageJSON as Manifest;
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(
      missing.map(({ command }) => command),
      [],
    );
  });
});
