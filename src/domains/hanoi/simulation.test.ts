import { expect, it } from 'vitest';
import type { StepContext } from '../../engine/maker/domain.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import { quickRandom } from '../../engine/ports/random.ts';
import { readAnswer } from './answer.ts';
import { evidenceOf } from './evidence.ts';
import type { Position } from './position.ts';
import { hanoiSimulation } from './simulation.ts';

const CONTEXT = { step: {}, place: {}, feedback: [] } as unknown as StepContext;
const POSITION: Position = { pegs: 'CBAA', lastDisk: 2 };

/** What the solver says to one position, many times over. */
function answers(noise: { wrong: number; flagged: number }, count: number, position = POSITION) {
  const simulate = hanoiSimulation(noise);
  const request = { evidence: evidenceOf('g', CONTEXT, position) } as ProposeRequest;
  const texts = Array.from({ length: count }, (_, index) => simulate(request, quickRandom('seed', index)));
  return texts.map((text) => readAnswer(String(text), position.pegs));
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
