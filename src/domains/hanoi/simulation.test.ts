import { expect, it } from 'vitest';
import type { StepContext } from '../../engine/maker/domain.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import { quickRandom } from '../../engine/ports/random.ts';
import type { Noise } from '../../engine/maker/simulation.ts';
import { readAnswer } from './answer.ts';
import { EVERY_CHECK } from './checks.ts';
import { evidenceOf } from './evidence.ts';
import type { Position } from './position.ts';
import { hanoiSimulation } from './simulation.ts';

const CONTEXT = { step: {}, place: {}, feedback: [] } as unknown as StepContext;
const POSITION: Position = { pegs: 'CBAA', lastDisk: 2 };

/** What the solver says to one position, many times over. */
function answers(noise: Noise, count: number, position = POSITION, checks = EVERY_CHECK) {
  const simulate = hanoiSimulation(noise);
  const request = { evidence: evidenceOf('g', CONTEXT, position) } as ProposeRequest;
  const texts = Array.from({ length: count }, (_, index) => simulate(request, quickRandom('seed', index)));
  return texts.map((text) => readAnswer(String(text), position.pegs, checks));
}

/** What share of the answers votes for each key, in hundredths. */
function shares(readings: ReturnType<typeof answers>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of readings) {
    const key = each.ok ? each.value.key : (each.flags[0]?.rule ?? '');
    counts[key] = (counts[key] ?? 0) + 100 / readings.length;
  }
  return Object.fromEntries(Object.entries(counts).map(([key, share]) => [key, Math.round(share)]));
}

it('never errs when nobody asks it to', () => {
  const keys = answers({ wrong: 0, flagged: 0 }, 50).map((each) => each.ok && each.value.key);
  expect(new Set(keys)).toEqual(new Set(['1CA ABAA']));
});

it('errs as often as it is told to, with moves that are legal', () => {
  const all = answers({ wrong: 0.2, flagged: 0.1 }, 5_000);
  const valid = all.filter((each) => each.ok);
  const wrong = valid.filter((each) => each.value.key !== '1CA ABAA');
  expect(1 - valid.length / all.length).toBeCloseTo(0.1, 1);
  expect(wrong.length / valid.length).toBeCloseTo(0.2, 1);
  expect(new Set(wrong.map((each) => each.value.key))).toEqual(new Set(['1CB BBAA', '2BA CAAA']));
});

it('has no answer where the strategy has none', () => {
  const [reading] = answers({ wrong: 0, flagged: 0 }, 1, { pegs: 'BBBB', lastDisk: 1 });
  expect(reading).toMatchObject({ ok: false, flags: [{ rule: 'format' }] });
});

it('divides its errors among the rivals as it is told to', () => {
  const divided = shares(answers({ wrong: 0.6, flagged: 0, rivals: [2, 1] }, 40_000));
  expect(divided).toEqual({ '1CA ABAA': 40, '2BA CAAA': 40, '1CB BBAA': 20 });
  const one = shares(answers({ wrong: 0.6, flagged: 0, rivals: [1] }, 40_000));
  expect(one).toEqual({ '1CA ABAA': 40, '2BA CAAA': 60 });
});

it('is wrong in flagged answers as often as it is told to, for those who repair them', () => {
  const noise = { wrong: 0, flagged: 0.5, wrongWhenFlagged: 0.4, rivals: [1] };
  expect(shares(answers(noise, 40_000))).toEqual({ '1CA ABAA': 50, format: 50 });
  const repaired = answers(noise, 40_000, POSITION, { form: false, rules: true });
  expect(shares(repaired)).toEqual({ '1CA ABAA': 80, '2BA CAAA': 20 });
});

it.each([POSITION, { pegs: 'AAAA', lastDisk: 0 }])(
  'breaks the rules in one move with two states after it, where it is told to: %o',
  (position) => {
    const noise = { wrong: 0.45, flagged: 0, rivals: [2, 1], unlawful: true };
    const lawful = shares(answers(noise, 40_000, position));
    expect(lawful).toMatchObject({ 'illegal-move': 45 });
    const votes = shares(answers(noise, 40_000, position, { form: true, rules: false }));
    expect(Object.values(votes).sort()).toEqual([15, 30, 55]);
    const moves = Object.keys(votes).map((key) => key.split(' ')[0]);
    expect(new Set(moves).size).toBe(2);
  },
);

it('errs by the step and the seed, where its noise does', () => {
  const simulate = hanoiSimulation((seed, stepId) => ({ wrong: Number(seed + stepId === 'a2'), flagged: 0 }));
  const text = (seed: string, stepId: string) => {
    const evidence = evidenceOf('g', CONTEXT, POSITION);
    return simulate({ seed, stepId, evidence } as ProposeRequest, quickRandom('seed'));
  };
  expect(text('a', '1')).toBe(text('b', '2'));
  expect(text('a', '2')).not.toBe(text('a', '1'));
});
