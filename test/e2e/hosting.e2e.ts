import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../scripts/vscode/ensure-chromium.mjs';
import { installOnce } from '../../scripts/vscode/install-once.mjs';
import { isAlive } from './driver/processes.ts';
import { waitUntil } from './driver/wait-until.ts';

const GUARD = fileURLToPath(new URL('../../scripts/vscode/guard.mjs', import.meta.url));

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'microfactory-hosting-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('what is installed once', () => {
  it('is installed by one of two that come at the same time', async () => {
    const cache = folder();
    let installed = 0;
    const install = async (into: string) => {
      installed += 1;
      writeFileSync(join(into, 'thing'), 'whole');
    };
    const options = { name: 'thing', title: 'a thing', cache, install };
    const places = await Promise.all([installOnce(options), installOnce(options)]);
    expect(new Set(places).size).toBe(1);
    expect(installed).toBe(1);
    expect(readFileSync(join(places[0] ?? '', 'thing'), 'utf8')).toBe('whole');
  });

  it('is not there after an installation that failed, and the next one begins anew', async () => {
    const cache = folder();
    const options = { name: 'thing', title: 'a thing', cache };
    const half = async (into: string) => {
      writeFileSync(join(into, 'half'), '');
      throw new Error('the network went away');
    };
    await expect(installOnce({ ...options, install: half })).rejects.toThrow('the network went away');
    expect(existsSync(join(cache, 'thing'))).toBe(false);
    const place = await installOnce({ ...options, install: async () => undefined });
    expect(existsSync(join(place, 'half'))).toBe(false);
  });

  it('replaces a folder that nothing says is whole, and takes over the lock of a process that is gone', async () => {
    const cache = folder();
    mkdirSync(join(cache, 'thing'));
    writeFileSync(join(cache, 'thing', 'half'), '');
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    writeFileSync(join(cache, 'thing.lock'), String(gone.pid));
    const place = await installOnce({
      name: 'thing',
      title: 'a thing',
      cache,
      install: async () => undefined,
    });
    expect(existsSync(join(place, 'half'))).toBe(false);
    expect(existsSync(join(cache, 'thing.lock'))).toBe(false);
  });
});

describe('what is served', () => {
  /** Starts the guard from a process that does nothing else; its program starts a child of its own. */
  async function family() {
    const child = `setInterval(() => {}, 1000)`;
    const parent = `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      process.on('SIGTERM', () => {});
      console.log(JSON.stringify([process.pid, pid])); ${child}`;
    const starter = `const g = require('node:child_process').spawn(process.execPath, [${JSON.stringify(GUARD)}, process.execPath, '-e', ${JSON.stringify(parent)}], { stdio: ['pipe', 'inherit', 'inherit'] });
      ${child}`;
    const started = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void started.kill('SIGKILL'));
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    return { started, pids: JSON.parse(line) as number[] };
  }

  it('ends with all its children when whoever started it is killed at once', async () => {
    const { started, pids } = await family();
    expect(pids.map(isAlive)).toEqual([true, true]);
    started.kill('SIGKILL');
    await waitUntil('the end of the family', () => !pids.some(isAlive), { longestMs: 30_000 });
  });
});

describe('the browser', () => {
  it('is the one that CHROME_PATH names, and none when that does not exist', () => {
    const path = join(folder(), 'my-chrome');
    expect(findChromium({ PATH: '/usr/bin', CHROME_PATH: path })).toBeUndefined();
    writeFileSync(path, '');
    expect(findChromium({ PATH: '/usr/bin', CHROME_PATH: path })).toBe(path);
  });
});
