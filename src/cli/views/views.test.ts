import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { SessionEstimates } from '../../protocol/estimates.ts';
import {
  SESSION_ID,
  sampleEvent,
  sampleSession,
  sampleStep,
  sampleDistinction,
  sampleStepDetail,
} from '../testing/protocol-samples.ts';
import { commandLine, commandsFor } from './commands-to-go-on.ts';
import { linesByFile } from './diff-lines.ts';
import { classLines, restLine } from './estimates.ts';
import { eventLine } from './event-line.ts';
import { finalSummary } from './final-summary.ts';
import { gateLines } from './gate.ts';
import { duration, money, short } from './quantities.ts';
import { raceBars } from './race.ts';
import { sessionDetailLines } from './session-detail.ts';
import { sessionListLines } from './session-list.ts';
import { stepDetailLines } from './step-detail.ts';

const ESTIMATES: SessionEstimates = {
  rule: 'ahead-by-k',
  k: 3,
  adaptive_k: false,
  target_success: 0.999,
  classes: [
    {
      kind: 'edit',
      races: 1204,
      remaining: 35,
      p: { mean: 0.9312, low: 0.9204, high: 0.9411 },
      v: { mean: 0.9968, low: 0.9951, high: 0.9981 },
    },
    {
      kind: 'test',
      races: 0,
      remaining: 0,
      p: { mean: 0.5, low: 0.05, high: 0.95 },
      v: { mean: 0.5, low: 0.05, high: 0.95 },
    },
  ],
  rest: {
    steps: 35,
    needed_k: { mean: 4, low: 3, high: 5 },
    success: { mean: 0.9912, low: 0.98, high: 0.995 },
    samples: { mean: 121, low: 108.2, high: 136.4 },
    tokens: { mean: 41_000, low: 36_600, high: 46_100 },
    cost_usd: { mean: 0.21, low: 0.187, high: 0.236 },
    duration_ms: { mean: 250_000, low: 223_000, high: 281_000 },
  },
};

const canvas = { paint: pc.createColors(false), width: 100 };

describe('views', () => {
  it('draw a race with its lead, and with its winner', () => {
    expect(raceBars({ votes: { B: 1, A: 3 }, k: 3 }, canvas.paint)).toBe('A ▇▇▇ 3  B ▇ 1  lead 2 of 3');
    expect(raceBars({ votes: { A: 4, B: 1 }, k: 3, winner: 'A' }, canvas.paint)).toBe(
      'A ▇▇▇▇ 4  B ▇ 1  A won by 3',
    );
    const votes = { votes: { A: 3, B: 1 }, k: 4, rule: 'first-to-k' } as const;
    expect(raceBars(votes, canvas.paint)).toBe('A ▇▇▇ 3  B ▇ 1  has 3 of 4 votes');
    expect(raceBars({ votes: {}, k: 3 }, canvas.paint)).toBe('');
  });

  it('say quantities shortly', () => {
    expect([
      duration(7000),
      duration(3_723_000),
      short(999),
      short(12_345),
      money(0),
      money(null),
      money(0.5),
    ]).toEqual(['0:07', '1:02:03', '999', '12.3k', '$0', 'cost unknown', '$0.5000']);
  });

  it('count the lines that a diff changes', () => {
    expect([...linesByFile(sampleStepDetail().diffs[0]?.diff ?? '')]).toEqual([
      ['src/totals.js', { added: 1, removed: 1 }],
    ]);
    expect([...linesByFile('just prose')]).toEqual([]);
  });

  it('quote what goes into commands', () => {
    expect(commandLine('decide', '--step', "a'; rm -rf ~")).toBe(`microfactory decide --step "a'; rm -rf ~"`);
  });

  it.each([
    ['verifier', 'decide --session-id S --step s approve --resume'],
    ['undecided', 'show --session-id S --step s'],
    ['conflict', 'decide --session-id S --step s approve --resume'],
    ['budget', 'resume --session-id S --max-usd MORE'],
    ['model-auth', 'resume --session-id S'],
  ])('name the command that answers %s first', (trigger, command) => {
    expect(commandsFor('S', { step_id: 's', trigger, details: '', opened_seq: 9 })[0]).toBe(
      `microfactory ${command}`,
    );
  });

  it('never offer to approve what was not decided', () => {
    for (const trigger of ['undecided', 'no-answer', 'verification']) {
      expect(commandsFor('S', { step_id: 's', trigger, details: '', opened_seq: 9 }).join()).not.toContain(
        'approve',
      );
    }
  });

  it('put everything a decision needs on one page', () => {
    const wait = {
      step_id: 's1',
      trigger: 'low-margin',
      details: '1 of 4 votes was for something else.',
      opened_seq: 9,
    };
    expect(gateLines(sampleStepDetail(), wait, canvas)).toEqual([
      '',
      '◆ Make s1 pass',
      '  1 of 4 votes was for something else.',
      '  promises s1 › works',
      '  A ▇▇▇ 3  B ▇ 1  A won by 2',
      '  A: src/totals.js +1 −1',
      '  B: src/totals.js +2 −1',
      '  ✓ 1 promised pass, 31 kept',
      '  ⚑ too-long ×2',
      '',
      '--- a/src/totals.js',
      '+++ b/src/totals.js',
      '@@ -1,2 +1,2 @@',
      ' export function add(a, b) {',
      '-  return a - b;',
      '+  return a + b;',
      '',
    ]);
  });

  it('show what told the answers apart between the votes and the check', () => {
    const wait = { step_id: 's1', trigger: 'undecided', details: 'No answer leads.', opened_seq: 9 };
    const lines = gateLines({ ...sampleStepDetail(), distinctions: [sampleDistinction()] }, wait, canvas);
    const at = lines.indexOf('  add(1, 2) of src/totals.js');
    expect(lines.slice(at - 1, at + 4)).toEqual([
      '  B: src/totals.js +2 −1',
      '  add(1, 2) of src/totals.js',
      '    A gives -1',
      '    B gives 3',
      '  ✓ 1 promised pass, 31 kept',
    ]);
  });

  it('say what the votes tell of the rest, never rounded up to certain', () => {
    expect(restLine(ESTIMATES)).toBe(
      'the rest (35 steps) succeeds 99.12 % · k 3, needs 4 to 5 · 108–136 samples · $0.1870–$0.2360 · 3:43–4:41',
    );
    expect(classLines(ESTIMATES)).toEqual(['edit, 1204 races: p 0.93 (0.92–0.94), v 0.9968 (0.9951–0.9981)']);
    const classes = ESTIMATES.classes.map((each) => ({ ...each, repeated: 12.34 }));
    expect(classLines({ ...ESTIMATES, classes })[0]).toContain(
      'wrong answers are repeated 12.3 times as often as independent votes would, so p is too good',
    );
    const { rest } = ESTIMATES;
    const hopeless = { mean: null, low: 7, high: null };
    const poor = { ...rest, needed_k: hopeless, cost_usd: null, success: { mean: 1e-9, low: 0, high: 1 } };
    expect(restLine({ ...ESTIMATES, rest: poor })).toContain(
      'succeeds 0 % · k 3, needs more than any k gives · 108–136 samples · cost unknown',
    );
    const sure = { ...rest, success: { mean: 0.99999, low: 0.9999, high: 1 } };
    expect(restLine({ ...ESTIMATES, rest: sure })).toContain('succeeds over 99.99 %');
    expect(restLine({ ...ESTIMATES, rest: { ...rest, steps: 0 } })).toBe('k 3, nothing remains');
  });

  it('show estimates with a session, when it rests, and in a log', () => {
    const session = sampleSession({ estimates: ESTIMATES });
    const lines = [
      ...sessionDetailLines(session, { ...canvas, width: 200 }),
      ...finalSummary({ session, sentence: 'Paused.', exitCode: 3, delivered: [], accepted: [] }, canvas),
    ];
    expect(lines.filter((line) => line.includes('the rest (35 steps) succeeds'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('edit, 1204 races: p 0.93'))).toHaveLength(2);
    const base = { session_id: SESSION_ID, seq: 1, at: '' };
    expect(eventLine({ type: 'estimates', ...base, estimates: ESTIMATES })).toMatch(/^Estimates: the rest/u);
    expect(eventLine({ type: 'k-adapted', ...base, step_id: '7', k: 5, from: 3, needed: 5 })).toBe(
      '7 k 3 → 5, for the rest needs 5',
    );
  });

  it('tell which red flags were raised about how many answers, and say what to do of one that flags nearly all', () => {
    const alarm = 'The red flag too-long threw away 58 of 60 answers: look at it.';
    const red_flag_rules = [
      { rule: 'too-long', role: 'solver', asked: 60, flagged: 58, alarm },
      { rule: 'plan-format', role: 'decomposition', asked: 9, flagged: 1 },
    ];
    const session = sampleSession({ red_flag_rules });
    const line = 'red flags: too-long 58 of 60, plan-format 1 of 9 (decomposition)';
    const shown = sessionDetailLines(session, { ...canvas, width: 70 });
    expect(shown).toEqual(expect.arrayContaining([line, alarm]));
    const summary = { session, sentence: 'Paused.', exitCode: 3, delivered: [], accepted: [] };
    expect(finalSummary(summary, canvas)).toEqual(expect.arrayContaining([`  ${line}`, `  ${alarm}`]));
    const many = Array.from({ length: 9 }, (_, at) => ({
      rule: `r${at}`,
      role: 'solver',
      asked: 9,
      flagged: 1,
    }));
    const [told] = sessionDetailLines(sampleSession({ red_flag_rules: many }), {
      ...canvas,
      width: 200,
    }).filter((each) => each.startsWith('red flags'));
    expect(told).toMatch(/r5 1 of 9, 3 more$/u);
  });

  it('sum a delivered session up', () => {
    const detail = sampleStepDetail({ state: 'accepted' });
    const session = sampleSession({ completed_steps: 2, steps: [detail.step] });
    const summary = {
      session,
      sentence: 'Delivered 1 file.',
      exitCode: 0,
      delivered: ['src/totals.js'],
      accepted: [detail],
    };
    expect(finalSummary(summary, canvas)).toEqual([
      '✓ Delivered 1 file.',
      '  2 of 2 steps done, 1 test fixed',
      '  7 samples, 1 red flag, 1.2k tokens, $0.0123, 1:05',
      '  delivered 1 file:',
      '    src/totals.js  +1 −1',
      `  take it back: microfactory undo --session-id ${SESSION_ID}`,
      `  look into it: microfactory show --session-id ${SESSION_ID}`,
    ]);
  });

  it('sum a paused session up with the exact commands to go on', () => {
    const waiting = [
      {
        step_id: 's1',
        trigger: 'undecided',
        details: 'No answer leads by 3: the votes are 2–2.',
        opened_seq: 9,
      },
    ];
    const step = sampleStep({ step_id: 's1', state: 'waiting' });
    const session = sampleSession({ steps: [step] }, waiting);
    const id = `--session-id ${SESSION_ID}`;
    expect(
      finalSummary({ session, sentence: 'Paused.', exitCode: 3, delivered: [], accepted: [] }, canvas),
    ).toEqual([
      '◆ Paused.',
      '  1 of 2 steps done',
      '  7 samples, 1 red flag, 1.2k tokens, $0.0123, 1:05',
      '  ◆ Make s1 pass: No answer leads by 3: the votes are 2–2.',
      `      microfactory show ${id} --step s1`,
      `      microfactory decide ${id} --step s1 more --resume`,
      `      microfactory decide ${id} --step s1 skip --resume`,
      `  look into it: microfactory show ${id}`,
    ]);
  });

  it('list sessions and show one with its plan', () => {
    const waiting = [
      { step_id: 's1', trigger: 'approval', details: 'You asked to see every step.', opened_seq: 9 },
    ];
    const steps = [sampleStepDetail().step, sampleStep({ step_id: 's2', parent_id: 's1' })];
    const session = sampleSession({ steps }, waiting);
    expect(sessionListLines([session], { ...canvas, width: 120 })[1]).toBe(
      `${SESSION_ID}  paused     1/2      2026-01-02 03:04  Fix the failing tests (waits: approval)`,
    );
    expect(sessionListLines([], canvas)[0]).toMatch(/^No sessions yet/u);
    const lines = sessionDetailLines(session, canvas);
    expect(lines).toContain('◆ Make s1 pass  s1  A ▇▇▇ 3  B ▇ 1  A won by 2  ⚑ 2');
    expect(lines).toContain('  ○ Make s2 pass  s2');
    expect(lines).toContain(`    microfactory decide --session-id ${SESSION_ID} --step s1 approve --resume`);
  });

  it('show a step with its samples', () => {
    const sample = {
      index: 0,
      attempt: 1,
      agent: 'llm',
      model: 'm',
      finish: 'stop',
      input_tokens: 1,
      output_tokens: 1,
      cost_usd: 0,
      latency_ms: 12,
    };
    const detail = {
      ...sampleStepDetail(),
      sample_list: [
        { ...sample, outcome: 'valid' as const, class: 'A', summary: 'a.js +1', flags: [] },
        {
          ...sample,
          index: 1,
          outcome: 'flagged' as const,
          class: null,
          summary: '',
          flags: [{ rule: 'too-long', reason: '900 tokens' }],
        },
      ],
    };
    const lines = stepDetailLines(detail, canvas);
    expect(lines).toContain('    1  A  a.js +1  m, 12 ms');
    expect(lines).toContain('    2  ⚑  too-long: 900 tokens  m, 12 ms');
    expect(lines).toContain('+  return a + b;');
  });

  it('say events on one line each', () => {
    const vote = { decided: false, winner: null, votes: { A: 2, B: 2 }, margin: 0, dissent: 2, k: 3 };
    expect(eventLine(sampleEvent({ type: 'vote-concluded', step_id: 's1', ...vote }))).toBe(
      's1 vote undecided; A 2, B 2, dissent 2, needs a lead of 3',
    );
    expect(eventLine(sampleEvent({ type: 'delivery-refused', changed: ['a\nb'], mergeable: true }))).toBe(
      'Delivery refused, because these changed meanwhile: a b',
    );
  });
});
