import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { JournalEvent } from '../../src/engine/ports/journal.ts';
import { openStore } from '../../src/store/open-store.ts';
import { spawnModelServer } from '../support/spawn-model-server.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, sessionOf, type CommandLine } from './support/command-line.ts';
import { makeRepository } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PRELOAD = pathToFileURL(fileURLToPath(new URL('./support/kill-at.mjs', import.meta.url))).href;
const ANSWERS = fileURLToPath(new URL('./support/kill-answers.mjs', import.meta.url));
const FILES = {
  ...CALCULATOR,
  // Doubt is not what this is about: nothing may wait for a person.
  'microfactory.yaml':
    'version: 1\ndomains: { code: { verifier: node --test, human_low_margin_threshold: 0 } }\n',
};

async function setting() {
  const logFile = join(temporaryFolder(), 'requests.ndjson');
  const server = await spawnModelServer({ answersModule: ANSWERS, logFile });
  onTestFinished(() => server.stop());
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  return { server, cli, repo: makeRepository({ files: FILES }) };
}

const runOn = (repo: string) => [
  ...[
    'run',
    '--json',
    '--prompt',
    'Fix the failing tests',
    '--yes-verifier',
    '--ask',
    'never',
    '--seed',
    '1',
  ],
  ...['--repo-path', repo],
];

async function journalOf(cli: CommandLine, id: string): Promise<JournalEvent[]> {
  const store = await openStore({ home: cli.home });
  const events: JournalEvent[] = [];
  for await (const { event } of store.readEntries(id)) events.push(event);
  return events;
}

/** The identities of all recorded samples, in the server's words. */
const recorded = (journal: readonly JournalEvent[]) =>
  journal
    .filter(({ type }) => type === 'sample-recorded')
    .map(({ sample }) => (sample as { requestId: string }).requestId);

/** How it ended: what was accepted for each step, and the bytes that were delivered. */
function ending(journal: readonly JournalEvent[], repo: string) {
  const accepted = journal.filter(({ type }) => type === 'candidate-accepted');
  return {
    accepted: accepted.map(({ step, summary }) => `${String(step)}: ${String(summary)}`).sort(),
    started: journal.filter(({ type }) => type === 'session-started').length,
    delivered: journal.filter(({ type }) => type === 'delivery-finished').length,
    files: ['src/add.js', 'src/larger.js'].map((path) => readFileSync(join(repo, path), 'utf8')),
  };
}

let known: Promise<ReturnType<typeof ending>> | undefined;

/** The end of the same task when nobody disturbs it. */
async function undisturbed(): Promise<ReturnType<typeof ending>> {
  const { cli, repo } = await setting();
  const run = await cli.run(runOn(repo));
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 });
  return ending(await journalOf(cli, sessionOf(run)), repo);
}

/** Runs, and resumes again and again, killed each time at the next boundary; returns how often. */
async function killedAgainAndAgain(
  { server, cli, repo }: Awaited<ReturnType<typeof setting>>,
  { first, stride, laterMs }: { first: number; stride: number; laterMs: number },
) {
  let id = '';
  for (let kills = 0; ; kills += 1) {
    const at = String(first + kills * stride);
    const env = { NODE_OPTIONS: `--import ${PRELOAD}`, KILL_AT: at, KILL_AFTER_MS: String(laterMs) };
    const askedBefore = server.requests().length;
    const recordedBefore = id === '' ? [] : recorded(await journalOf(cli, id));
    const result = await cli.run(id === '' ? runOn(repo) : ['resume', '--json', '--session-id', id], { env });
    id = id === '' ? sessionOf(result) : id;
    const asked = server.requests().slice(askedBefore);
    expect(asked.filter(({ sample }) => recordedBefore.includes(`asked-${sample}`))).toEqual([]);
    if (result.exitCode === null) {
      // Killed before its first entry was on disk: there is nothing to go on with, and the task is run again.
      if ((await journalOf(cli, id)).length === 0) id = await afterNothing(cli, id);
      continue;
    }
    if (result.exitCode === 0) return { id, kills };
    // Killed before the yes to the verifier was recorded: going on approves nothing by itself.
    expect(result.events.at(-1), result.stdout + result.stderr).toMatchObject({
      type: 'session-paused',
      waiting: [{ trigger: 'verifier' }],
    });
    await cli.run(['decide', 'approve', '--session-id', id, '--step', 'task']);
  }
}

/** What of a session is on disk without an entry: a sentence that says so. */
async function afterNothing(cli: CommandLine, id: string): Promise<''> {
  const result = await cli.run(['resume', '--json', '--session-id', id]);
  expect(result.exitCode).not.toBe(0);
  expect(result.stderr).toContain(`Session ${id} ended before anything of it was on disk`);
  return '';
}

// Between them the two runs are killed at more than twenty boundaries of events: the one right after an event was
// printed, before it can be on disk, the other a moment later.
it.each([
  { first: 1, stride: 4, laterMs: 20 },
  { first: 3, stride: 4, laterMs: 0 },
])(
  'killed at event $first and every $stride events after it, a session ends as if it never was, and asks no recorded sample again',
  async (boundaries) => {
    const expected = await (known ??= undisturbed());
    const killed = await setting();
    const { id, kills } = await killedAgainAndAgain(killed, boundaries);
    expect(kills).toBeGreaterThanOrEqual(10);
    const journal = await journalOf(killed.cli, id);
    expect(new Set(recorded(journal)).size).toBe(recorded(journal).length);
    expect(ending(journal, killed.repo)).toEqual(expected);
  },
  200_000,
);
