import { expect, test } from 'vitest';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import type { Decision } from '../../protocol/service.ts';
import type { StepTarget } from '../host.ts';
import type { CommandCall } from './act-command.ts';
import { PanelRequests, type PanelRequestsOptions } from './panel-requests.ts';

function requests(more: Partial<PanelRequestsOptions> = {}) {
  const posted: ToPanel[] = [];
  const decided: { target: StepTarget; decision: Decision }[] = [];
  const run: CommandCall[] = [];
  const warned: string[] = [];
  const taker = new PanelRequests({
    post: (message) => posted.push(message),
    onReady: () => undefined,
    onLook: () => undefined,
    decide: (target, decision) => {
      decided.push({ target, decision });
      return Promise.resolve();
    },
    run: (call) => {
      run.push(call);
      return Promise.resolve();
    },
    openedSeqOf: () => undefined,
    restricted: () => false,
    log: { warn: (line) => warned.push(line), error: (line) => warned.push(line) },
    ...more,
  });
  return { taker, posted, decided, run, warned };
}

const approve: FromPanel = {
  type: 'decide',
  request: 1,
  session_id: 's',
  step_id: 'a',
  opened_seq: 7,
  decision: { kind: 'approve' },
};

test('a decision names the question that was read, and is answered', async () => {
  const { taker, decided, posted } = requests();
  await taker.take(approve);
  expect(decided).toEqual([
    { target: { sessionId: 's', stepId: 'a', openedSeq: 7 }, decision: { kind: 'approve' } },
  ]);
  expect(posted).toEqual([{ type: 'answer', request: 1, sentence: null }]);
});

test('a request that comes again, or late, is not carried out again', async () => {
  const { taker, decided, warned } = requests();
  await taker.take({ ...approve, request: 5 });
  await taker.take({ ...approve, request: 5 });
  await taker.take({ ...approve, request: 4 });
  expect(decided).toHaveLength(1);
  expect(warned).toHaveLength(2);
});

test('a panel that was drawn anew counts anew', async () => {
  const { taker, decided } = requests();
  await taker.take({ ...approve, request: 5 });
  await taker.take({ type: 'ready', look: null });
  await taker.take(approve);
  expect(decided).toHaveLength(2);
});

test('a refused decision answers with its sentence', async () => {
  const { taker, posted } = requests({ decide: () => Promise.reject(new Error('Too late.')) });
  await taker.take(approve);
  expect(posted).toEqual([{ type: 'answer', request: 1, sentence: 'Too late.' }]);
});

test.each([
  ['nothing', null],
  ['a text', 'approve'],
  ['an unknown type', { type: 'execute', command: 'rm' }],
  ['an extra field', { ...approve, force: true }],
  ['an unknown decision', { ...approve, decision: { kind: 'edit', files: [] } }],
  ['a reason of megabytes', { ...approve, decision: { kind: 'reject', comment: 'x'.repeat(5000) } }],
  ['a request that is no number', { ...approve, request: '1' }],
])('%s is ignored and logged', async (_name, message) => {
  const { taker, posted, decided, run, warned } = requests();
  await taker.take(message);
  expect([posted, decided, run]).toEqual([[], [], []]);
  expect(warned).toHaveLength(1);
});

test('in a folder that is not trusted nothing is decided or run but what leads to trust', async () => {
  const { taker, decided, run, posted } = requests({ restricted: () => true });
  const act: FromPanel = {
    type: 'act',
    request: 2,
    action: 'run-task',
    session_id: null,
    step_id: null,
    label: null,
    prompt: 'x',
  };
  await taker.take(approve);
  await taker.take(act);
  await taker.take({ ...act, request: 3, action: 'manage-trust' });
  expect(decided).toEqual([]);
  expect(run).toEqual([{ command: 'workbench.trust.manage', args: [] }]);
  expect(posted.filter((message) => message.type === 'answer' && message.sentence !== null)).toHaveLength(2);
});

test('a sign of life is answered', async () => {
  const { taker, posted } = requests();
  await taker.take({ type: 'alive' });
  expect(posted).toEqual([{ type: 'alive' }]);
});

test('a panel that is closed while something is carried out is told nothing more', async () => {
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const { taker, posted } = requests({ decide: () => held });
  const taken = taker.take(approve);
  taker.dispose();
  finish();
  await taken;
  expect(posted).toEqual([]);
});
