import type { TestRunner } from '../runners/test-runner.ts';
import { inFolder, type FolderView } from '../../folder/folder-view.ts';
import { isPlaceholder, packageScripts, scriptCall } from './package-script.ts';
import { singleCommand, type ScriptCommand } from './script-words.ts';
import type { Verifier } from './verifier.ts';

type RunnerName = TestRunner['name'];

const MAX_SCRIPT_DEPTH = 5;

// Order matters: the most telling words first. Used where a line is more than one command.
const MENTIONS: readonly (readonly [RegExp, RunnerName])[] = [
  [/\bvitest\b/, 'vitest'],
  [/\bjest\b|\breact-scripts test\b/, 'jest'],
  [/\b(node|tsx)\b[^&|;]*\s--test\b/, 'node'],
  [/\bpytest\b|\bpy\.test\b/, 'pytest'],
  [/\bpython[\d.]*\s+-m\s+unittest\b/, 'unittest'],
];

/** Returns the verifier for a command line: which framework it starts, through package scripts as far as they go. */
export async function classified(options: {
  readonly command: Verifier['command'];
  readonly from: string;
  readonly view: FolderView;
}): Promise<Verifier> {
  const { command, from, view } = options;
  const shown = 'argv' in command ? shownArgv(command.argv) : command.shellLine;
  const start = 'argv' in command ? { env: {}, words: command.argv } : singleCommand(command.shellLine);
  const found = await throughScripts(start, shown, view);
  const runner = found.single ? await runnerOf(found.single.words, view) : mentioned(found.line);
  return {
    command,
    shown,
    runner,
    from,
    ...(found.line === shown ? {} : { script: found.line }),
    ...(found.single ? { direct: found.single } : {}),
  };
}

function shownArgv(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

interface Found {
  readonly line: string;
  readonly single: ScriptCommand | undefined;
}

async function throughScripts(
  start: ScriptCommand | undefined,
  line: string,
  view: FolderView,
): Promise<Found> {
  const scripts = await packageScripts(view);
  let found: Found = { line, single: start };
  for (let depth = 0; depth < MAX_SCRIPT_DEPTH; depth += 1) {
    const call = found.single && scriptCall(found.single.words);
    const script = call && scripts[call.name];
    if (call === undefined || script === undefined || isPlaceholder(script)) return found;
    const extended = [script, ...call.passedOn.map((word) => shownArgv([word]))].join(' ');
    const around = [scripts[`pre${call.name}`], extended, scripts[`post${call.name}`]];
    const whole = around.filter((part) => part !== undefined).join(' && ');
    found = { line: whole, single: whole === extended ? singleCommand(extended) : undefined };
  }
  return found;
}

function mentioned(line: string): RunnerName {
  return MENTIONS.find(([pattern]) => pattern.test(line))?.[1] ?? 'exit-status';
}

async function runnerOf(words: readonly string[], view: FolderView): Promise<RunnerName> {
  const line = words.join(' ');
  const program = (words[0] ?? '').split(/[\\/]/).at(-1) ?? '';
  const known = mentioned(`${program} ${words.slice(1).join(' ')}`);
  if (known !== 'exit-status') return known;
  if (!/^(node|tsx)(\.exe)?$/.test(program)) return 'exit-status';
  // A script that holds tests of node's runner needs no --test.
  const script = words.slice(1).find((word) => /\.[cm]?[jt]s$/.test(word) && !word.startsWith('-'));
  const path = script === undefined ? '' : inFolder(view.folder, script.replace(/^\.\//, ''));
  const text = (await view.text(path)) ?? line;
  return /['"]node:test['"]/.test(text) ? 'node' : 'exit-status';
}
