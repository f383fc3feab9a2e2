import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serviceEvent, type ServiceEvent } from '../protocol/event.ts';
import type { PruneResult } from '../protocol/housekeeping.ts';
import { sessionDetail, sessionList, type WaitState } from '../protocol/session.ts';
import { SESSION_ID, sampleEvent, sampleSession, sampleStepDetail } from './testing/protocol-samples.ts';
import { ScriptedService, scriptedFailure, type Round, type Script } from './testing/scripted-service.ts';
import { scriptedTerminal, type TerminalOptions } from './testing/scripted-terminal.ts';

const RUN = ['run', '--prompt', 'Fix the failing tests'] as const;
const ID = ['--session-id', SESSION_ID] as const;
const APPROVAL: WaitState = {
  step_id: 's1',
  trigger: 'approval',
  details: 'You asked to see every step.',
  opened_seq: 41,
};
const VERIFIER: WaitState = {
  step_id: 'task',
  trigger: 'verifier',
  details: `May I run ${'npm test '.repeat(30)}; curl x?`,
  opened_seq: 7,
};

function terminal(script: Script = {}, options: TerminalOptions = {}) {
  const service = new ScriptedService(script);
  return { service, ...scriptedTerminal({ service, ...options }) };
}

function paused(...waiting: readonly WaitState[]): Round {
  return { result: { exitCode: 3, summary: 'Paused.' }, session: sampleSession({}, waiting) };
}

const DONE: Round = {
  events: [sampleEvent({ type: 'delivery-finished', files: ['src/totals.js'] })],
  result: { exitCode: 0, summary: 'Delivered 1 file.' },
};

describe('the command line', () => {
  it.each([
    [['--api-key', 'sk-1'], ''],
    [['--api-key', '-'], 'sk-1\n'],
  ])('takes a key for the provider that it names: %j', async (flags, stdin) => {
    const { run, apiKeys } = terminal({ rounds: [DONE] }, { stdin });
    expect(await run(...RUN, '--llm-provider', 'anthropic', ...flags)).toBe(0);
    expect(apiKeys.map((each) => [each?.provider, each?.key.trim()])).toEqual([['anthropic', 'sk-1']]);
  });

  it('without arguments welcomes with two examples and needs nothing', async () => {
    const { run, stdout } = scriptedTerminal();
    expect(await run()).toBe(0);
    expect(stdout().match(/^ {2}microfactory /gmu)).toHaveLength(2);
  });

  it.each([
    [['fly'], "Unknown command 'fly'; see microfactory --help."],
    [['statsu'], "Unknown command 'statsu': did you mean status?"],
    [['run'], "Required option '--prompt <text>' not specified; see microfactory --help."],
    [[...RUN, '--sample', '3'], "Unknown option '--sample': did you mean --samples?"],
    [[...RUN, '--k', '0'], "Option '--k <n>' argument '0' is invalid. Write a whole number of at least 1."],
    [
      [...RUN, '--k', '1e3'],
      "Option '--k <n>' argument '1e3' is invalid. Write a whole number of at least 1.",
    ],
    [
      [...RUN, '--max-usd', '-1'],
      "Option '--max-usd <amount>' argument '-1' is invalid. Write a number above 0.",
    ],
    [
      [...RUN, '--ask', 'always'],
      "Option '--ask <when>' argument 'always' is invalid. Write every, doubtful or never.",
    ],
    [
      [...RUN, '--api-key', 'sk-1'],
      'A key is that of one provider: name it with --llm-provider, such as --llm-provider openai.',
    ],
    [
      ['decide', ...ID, '--step', 's1', 'reject'],
      'To reject needs a reason that the next samples can use: add --comment "…".',
    ],
    [['decide', ...ID, '--step', 's1', 'pick'], 'To pick needs the label of an answer: add --class B.'],
    [
      ['decide', ...ID, '--step', 's1', 'edit'],
      'To edit needs at least one file: add --file src/a.js=my-version.js.',
    ],
    [
      ['decide', ...ID, '--step', 's1', 'edit', '--file', 'a=gone'],
      "The file gone can't be read: check its path.",
    ],
    [
      ['subprocess', '--step', 'x', '--context-json', '[]'],
      'The value of --context-json is not a JSON object: write for example {"goal": "…"}, @context.json or -.',
    ],
    [
      ['help', '--topic', 'nope'],
      'There is no topic nope: choose run, configuration, exit-codes, voting, red-flags, gates, delivery, offline, providers, json, environment.',
    ],
  ])('%j is refused with one sentence and 2', async (argv, sentence) => {
    const { run, stdout, stderr } = scriptedTerminal();
    expect(await run(...argv)).toBe(2);
    expect(stderr()).toBe(`${sentence}\n`);
    expect(stdout()).toBe('');
  });

  it.each([
    ['configuration', 2],
    ['usage', 2],
    ['not-found', 2],
    ['model-auth', 2],
    ['workspace', 2],
    ['store', 1],
    ['internal', 1],
  ] as const)('a failure of kind %s gives one sentence, no stack, and %i', async (code, exitCode) => {
    const { run, stderr, stdout, service } = terminal({
      failures: { start: scriptedFailure(code, 'It\u001b[2J is\nbroken.') },
    });
    expect(await run(...RUN)).toBe(exitCode);
    expect(stderr()).toBe('It‹U+001B›[2J is broken.\n');
    expect(stdout()).toBe('');
    expect(service.called('dispose')).toHaveLength(1);
  });

  it('a failure of the service itself is a sentence too, and a stack only for debugging', async () => {
    const plain = scriptedTerminal();
    expect(await plain.run('status')).toBe(1);
    expect(plain.stderr()).toBe('this command should not need the service\n');
    const debugged = scriptedTerminal({ env: { MICROFACTORY_DEBUG: '1' } });
    await debugged.run('status');
    expect(debugged.stderr()).toContain('    at ');
  });
});

describe('run', () => {
  it('passes every flag on, and never a key', async () => {
    const { run, service } = terminal({}, { cwd: '/here' });
    const flags =
      '--domain code --repo-path ../repo --config c.yaml --llm-provider openai --llm-model m --samples 9 --k 4 --adaptive-k --target-success 0.999 --dissent-sensitive --voting-rule first-to-k --max-concurrent-llm 2 --max-concurrent-steps 3 --batch --seed s --ask every --on-gate skip --yes-verifier --yes-module --dry-run --output-dir out --max-usd 1.5 --max-tokens 9000 --max-calls 70 --max-minutes 10';
    await run(...RUN, ...flags.split(' '));
    const [request] = service.called('start') as [Record<string, unknown>];
    expect({ ...request, repoPath: undefined, outputDir: undefined }).toEqual({
      prompt: 'Fix the failing tests',
      domain: 'code',
      configPath: 'c.yaml',
      provider: 'openai',
      model: 'm',
      samples: 9,
      k: 4,
      adaptiveK: true,
      targetSuccess: 0.999,
      dissentSensitive: true,
      votingRule: 'first-to-k',
      maxConcurrentLlm: 2,
      maxConcurrentSteps: 3,
      batch: true,
      seed: 's',
      ask: 'every',
      onGate: 'skip',
      approveVerifier: true,
      approveModule: true,
      dryRun: true,
      maxUsd: 1.5,
      maxTokens: 9000,
      maxCalls: 70,
      maxMinutes: 10,
    });
    expect(request['repoPath']).toMatch(/repo$/u);
    expect(request['outputDir']).toMatch(/here.out$/u);
  });

  it('reads a prompt of - from standard input', async () => {
    const { run, service } = terminal({}, { stdin: 'from a file\n' });
    await run('run', '--prompt', '-');
    expect(service.called('start')).toMatchObject([{ prompt: 'from a file\n' }]);
  });

  it.each([0, 1, 3] as const)('ends with the exit code %i of the session', async (exitCode) => {
    const { run } = terminal({ rounds: [{ result: { exitCode, summary: 'So it is.' } }] });
    expect(await run(...RUN)).toBe(exitCode);
  });

  it('without a terminal writes plain lines, no cursor control, and asks nobody', async () => {
    const { run, stdout, questions, attended, service } = terminal(
      { rounds: [paused(APPROVAL), DONE] },
      { answers: ['approve'] },
    );
    expect(await run(...RUN)).toBe(3);
    expect(stdout()).not.toContain('\u001b');
    expect(stdout()).toContain(`microfactory decide ${ID.join(' ')} --step s1 approve --resume`);
    expect([questions, attended, service.called('decide')]).toEqual([[], [false], []]);
  });

  it('with --json writes one schema-checked event a line and nothing else', async () => {
    const { run, stdout } = terminal({ rounds: [DONE] }, { isTTY: true });
    expect(await run(...RUN, '--json')).toBe(0);
    const lines = stdout().trimEnd().split('\n');
    expect(lines.map((line) => serviceEvent.parse(JSON.parse(line)).type)).toEqual(['delivery-finished']);
  });

  it('with --json an event that breaks the schema is left out and makes the command fail', async () => {
    const broken = {
      ...sampleEvent({ type: 'progress', message: 'x' }),
      secret: 1,
    } as unknown as ServiceEvent;
    const { run, stdout, stderr } = terminal({ rounds: [{ ...DONE, events: [broken] }] });
    expect(await run(...RUN, '--json')).toBe(1);
    expect(stdout()).toBe('');
    expect(stderr()).toBe(
      'Events of kind progress did not match their schema and were left out: please report this.\n',
    );
  });

  it('stops the session at Ctrl-C, once', async () => {
    const service = new ScriptedService({ rounds: [paused()] });
    const edge = scriptedTerminal({ service });
    service.subscribe = () => {
      queueMicrotask(() => {
        edge.interrupt();
        edge.interrupt();
      });
      return () => undefined;
    };
    expect(await edge.run(...RUN)).toBe(3);
    expect(service.called('stop')).toEqual([SESSION_ID]);
    expect(edge.stderr()).toBe('Stopping; everything recorded is kept.\n');
  });

  it('neutralises what events say', async () => {
    const events = [sampleEvent({ type: 'progress', message: 'hi\u001b]0;owned\u0007\u202e' })];
    const { run, stdout } = terminal({ rounds: [{ ...DONE, events }] });
    await run(...RUN);
    expect(stdout()).toContain('hi‹U+001B›]0;owned‹U+0007›‹U+202E›\n');
  });
});

describe('a person at the terminal', () => {
  it('sees the evidence, decides, and the session goes on', async () => {
    const { run, service, stdout, attended } = terminal(
      { rounds: [paused(APPROVAL), DONE] },
      { isTTY: true, answers: ['approve'] },
    );
    expect(await run(...RUN)).toBe(0);
    expect(attended).toEqual([true]);
    expect(service.called('decide')).toEqual([
      { sessionId: SESSION_ID, stepId: 's1', decision: { kind: 'approve' } },
    ]);
    expect(service.called('resume')).toEqual([]);
    expect(stdout()).toContain('  return a + b;');
  });

  it('resumes a session that does not go on by itself', async () => {
    const { run, service } = terminal(
      { live: false, rounds: [paused(APPROVAL), DONE] },
      { isTTY: true, answers: ['approve'] },
    );
    expect(await run(...RUN)).toBe(0);
    expect(service.called('resume')).toHaveLength(1);
  });

  it.each([
    ['a dismissed question', [undefined]],
    ['a question put off', ['later']],
    ['a rejection without a comment', ['reject', '  ']],
    ['a dismissed comment', ['reject', undefined]],
    ['a dismissed pick', ['pick', undefined]],
  ])('%s is no yes: the step keeps waiting', async (_what, answers) => {
    const { run, service } = terminal({ rounds: [paused(APPROVAL)] }, { isTTY: true, answers });
    expect(await run(...RUN)).toBe(3);
    expect(service.called('decide')).toEqual([]);
  });

  it.each([
    [['reject', 'Keep the name'], { kind: 'reject', comment: 'Keep the name' }],
    [['pick', 'B'], { kind: 'pick', label: 'B' }],
    [['more'], { kind: 'more' }],
    [['skip'], { kind: 'skip' }],
    [['stop'], { kind: 'stop' }],
  ])('answers %j as a decision', async (answers, decision) => {
    const { run, service } = terminal({ rounds: [paused(APPROVAL), DONE] }, { isTTY: true, answers });
    await run(...RUN);
    expect(service.called('decide')).toMatchObject([{ decision }]);
  });

  it('is not asked again about what was put off, while others go on', async () => {
    const other = { ...APPROVAL, step_id: 's2' };
    const { run, questions } = terminal(
      { rounds: [paused(APPROVAL, other), paused(APPROVAL)] },
      { isTTY: true, answers: ['later', 'approve', 'approve'] },
    );
    expect(await run(...RUN)).toBe(3);
    expect(questions).toHaveLength(2);
  });

  it('sees the command of a verifier in full before approving it', async () => {
    const { run, stdout, service } = terminal(
      { rounds: [paused(VERIFIER), DONE] },
      { isTTY: true, answers: ['approve'] },
    );
    await run(...RUN);
    expect(service.called('decide')).toMatchObject([{ stepId: 'task', decision: { kind: 'approve' } }]);
    expect(stdout().replace(/\s+/gu, ' ')).toContain(VERIFIER.details);
  });

  it('can not approve what was not decided', async () => {
    const wait = { ...APPROVAL, trigger: 'undecided' };
    const { run, service } = terminal({ rounds: [paused(wait)] }, { isTTY: true, answers: ['approve'] });
    expect(await run(...RUN)).toBe(3);
    expect(service.called('decide')).toEqual([]);
  });

  it.each([[['--ask', 'never']], [['--json']]])('is not asked with %j', async (flags) => {
    const { run, questions, attended } = terminal(
      { rounds: [paused(APPROVAL)] },
      { isTTY: true, answers: ['approve'] },
    );
    expect(await run(...RUN, ...flags)).toBe(3);
    expect([questions, attended]).toEqual([[], [false]]);
  });

  it.each(['budget', 'model-auth', 'error'])(
    'is not asked about %s, which a yes would not mend',
    async (trigger) => {
      const { run, questions } = terminal(
        { rounds: [paused({ ...APPROVAL, trigger })] },
        { isTTY: true, answers: ['approve'] },
      );
      expect(await run(...RUN)).toBe(3);
      expect(questions).toEqual([]);
    },
  );
});

describe('resume and decide', () => {
  it('resume decides nothing and passes overrides on', async () => {
    const { run, service } = terminal({ rounds: [paused(APPROVAL)] });
    expect(await run('resume', ...ID, '--k', '2')).toBe(3);
    expect(service.called('decide')).toEqual([]);
    expect(service.called('resume')).toMatchObject([{ sessionId: SESSION_ID, overrides: { k: 2 } }]);
  });

  it('decide records, and says how to go on', async () => {
    const { run, service, stdout } = terminal({ live: false });
    expect(await run('decide', ...ID, '--step', 's1', 'pick', '--class', 'B')).toBe(0);
    expect(service.called('decide')).toMatchObject([
      { stepId: 's1', decision: { kind: 'pick', label: 'B' } },
    ]);
    expect(service.called('resume')).toEqual([]);
    expect(stdout()).toContain(`microfactory resume ${ID.join(' ')}`);
  });

  it('decide --resume goes on at once and gives the exit code of the session', async () => {
    const { run, service } = terminal({ live: false, rounds: [paused(APPROVAL), paused(APPROVAL)] });
    expect(await run('decide', ...ID, '--step', 's1', 'approve', '--resume')).toBe(3);
    expect(service.called('resume')).toHaveLength(1);
  });

  it('decide edit takes files from files, and deletes with an empty source', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'microfactory-cli-'));
    writeFileSync(join(cwd, 'mine.js'), 'new text');
    const { run, service } = terminal({}, { cwd });
    await run('decide', ...ID, '--step', 's1', 'edit', '--file', 'src/a.js=mine.js', '--file', 'src/b.js=');
    expect(service.called('decide')).toMatchObject([
      {
        decision: {
          kind: 'edit',
          files: [
            { path: 'src/a.js', text: 'new text' },
            { path: 'src/b.js', text: null },
          ],
        },
      },
    ]);
  });
});

describe('commands for looking and delivering', () => {
  it('status --json has the shape that every face has, with and without a session', async () => {
    const list = terminal();
    expect(await list.run('status', '--json', '--limit', '5')).toBe(0);
    expect(list.service.called('sessions')).toEqual([{ limit: 5 }]);
    sessionList.parse(JSON.parse(list.stdout()));
    const one = terminal({
      rounds: [{ ...DONE, session: sampleSession({ steps: [sampleStepDetail().step] }) }],
    });
    expect(await one.run('status', '--json', ...ID)).toBe(0);
    const { sessions } = z.strictObject({ sessions: z.array(sessionDetail) }).parse(JSON.parse(one.stdout()));
    expect(sessions[0]?.steps).toHaveLength(1);
  });

  it.each([
    [{ kind: 'delivered', files: ['a'] }, 0, 'undo'],
    [{ kind: 'nothing-to-deliver' }, 3, 'There is nothing to deliver.'],
    [{ kind: 'refused', changed: ['a'], mergeable: true }, 3, '--merge'],
    [{ kind: 'refused', changed: ['a'], mergeable: false }, 3, 'do not merge by themselves'],
  ] as const)('deliver: %j gives %i', async (result, exitCode, says) => {
    const { run, stdout } = terminal({ deliver: result });
    expect(await run('deliver', ...ID, '--accepted')).toBe(exitCode);
    expect(stdout()).toContain(says);
  });

  it('undo takes the last delivery into this folder back', async () => {
    const { run, service } = terminal({}, { cwd: '/here' });
    expect(await run('undo')).toBe(0);
    expect(service.called('undo')).toMatchObject([
      { sessionId: undefined, repoPath: expect.stringMatching(/here$/u) },
    ]);
  });

  it('subprocess prints JSON, and 3 when nothing was decided', async () => {
    const { run, stdout, service } = terminal({ decided: false }, { stdin: '{"goal":"g"}' });
    expect(await run('subprocess', '--step', 'x', '--context-json', '-')).toBe(3);
    expect(service.called('subprocess')).toMatchObject([{ step: 'x', context: { goal: 'g' } }]);
    expect(JSON.parse(stdout())).toMatchObject({ decided: false });
  });

  it('models gives 1 where nobody offers anything', async () => {
    expect(await terminal().run('models')).toBe(1);
  });

  it('probe gives 0 or 1', async () => {
    expect(await terminal().run('probe')).toBe(0);
    expect(await terminal({ decided: false }).run('probe')).toBe(1);
  });

  it.each([
    ['show', ...ID],
    ['show', ...ID, '--step', 's1'],
    ['explain', ...ID, '--step', 's1'],
    ['domains'],
    ['stop', ...ID],
    ['help', '--topic', 'gates'],
    ['help', '--format', 'json'],
    ['--version'],
    ['run', '--help'],
  ])('%s %s %s %s %s works and says something', async (...argv) => {
    const { run, stdout, stderr } = terminal();
    expect(await run(...argv)).toBe(0);
    expect(stdout().length).toBeGreaterThan(4);
    expect(stderr()).toBe('');
  });
});

describe('prune', () => {
  const FOUND: PruneResult = {
    sessions: [
      {
        session_id: SESSION_ID,
        prompt: 'Fix\u001b[2J it',
        status: 'completed',
        used_at: '2026-01-02T03:04:05.000Z',
        bytes: 12_345,
      },
    ],
    kept: [{ session_id: 'other', why: 'has not ended' }],
    unnamed_blobs: 2,
    bytes: 2_012_345,
    limited: true,
  };
  const TOTAL = '1 session and 2 blobs that none names: 2.0 MB';

  it('--dry-run lists what would go with sizes, and removes nothing', async () => {
    const { run, service, stdout } = terminal({ prune: FOUND });
    expect(await run('prune', '--dry-run', '--keep-days', '30', '--max-size', '2GB')).toBe(0);
    expect(service.called('prune')).toEqual([{ dryRun: true, keepDays: 30, maxSize: '2GB' }]);
    expect(stdout()).toMatch(/completed +12\.3 KB +2026-01-02 +Fix‹U\+001B›\[2J it\n/u);
    expect(stdout()).toContain('other stays: it has not ended.\n');
    expect(stdout()).toContain(`Would remove ${TOTAL}.\n`);
  });

  it('without a person removes only with --yes', async () => {
    const { run, service, stderr } = terminal({ prune: FOUND });
    expect(await run('prune')).toBe(2);
    expect(stderr()).toBe(
      'Nothing was removed: what is pruned is gone for good, so add --yes (or --dry-run to look).\n',
    );
    expect(service.called('prune')).toMatchObject([{ dryRun: true }]);
    const sure = terminal({ prune: FOUND });
    expect(await sure.run('prune', '--yes')).toBe(0);
    expect(sure.service.called('prune')).toMatchObject([{ dryRun: true }, { dryRun: false }]);
    expect(sure.stdout()).toContain(`Removed ${TOTAL}.\n`);
  });

  it.each([
    ['yes', 0, 2],
    ['no', 3, 1],
    [undefined, 3, 1],
  ])('asks the person, and %s gives %i', async (answer, exitCode, calls) => {
    const { run, service, questions } = terminal({ prune: FOUND }, { isTTY: true, answers: [answer] });
    expect(await run('prune')).toBe(exitCode);
    expect(questions).toEqual([`Remove ${TOTAL}?`]);
    expect(service.called('prune')).toHaveLength(calls);
  });

  it('asks nothing when there is nothing to remove, and says when nothing limits what is kept', async () => {
    const nothing = { sessions: [], kept: [], unnamed_blobs: 0, bytes: 0, limited: false };
    const { run, stdout, questions } = terminal({ prune: nothing }, { isTTY: true });
    expect(await run('prune')).toBe(0);
    expect(questions).toEqual([]);
    expect(stdout()).toMatch(
      /^No session is chosen, since .*--keep-days 30.*\nThere is nothing to remove\.\n$/u,
    );
  });

  it('--json gives the result alone', async () => {
    const { run, stdout } = terminal({ prune: FOUND });
    expect(await run('prune', '--json', '--yes')).toBe(0);
    expect(JSON.parse(stdout())).toEqual(FOUND);
  });
});

describe('export and import', () => {
  it('name the session and the file, wherever the command was called', async () => {
    const { run, service, stdout } = terminal({}, { cwd: '/here' });
    expect(await run('export', '1a2b', 'work.tar.gz')).toBe(0);
    expect(await run('import', 'work.tar.gz')).toBe(0);
    const path = expect.stringMatching(/here.work\.tar\.gz$/u) as string;
    expect(service.called('exportSession')).toEqual([{ sessionId: '1a2b', path }]);
    expect(service.called('importSession')).toEqual([path]);
    expect(stdout()).toContain(`Exported session ${SESSION_ID} to `);
    expect(stdout()).toContain(`microfactory show ${ID.join(' ')}`);
  });
});
