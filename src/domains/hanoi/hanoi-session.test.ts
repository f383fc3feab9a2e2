import { expect, it } from 'vitest';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { DomainContext, DomainSettings } from '../../engine/maker/domain.ts';
import type { DirectPlace } from '../../engine/maker/direct-steps.ts';
import type { StepInput } from '../../engine/maker/maker-state.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import { createHanoiDomain } from './index.ts';

const open = (goal: string, redFlaggers: DomainSettings['redFlaggers'] = []) =>
  createHanoiDomain().open({ goal, settings: { redFlaggers } as unknown } as DomainContext);
const STEP = {} as StepBrief;
const { signal } = new AbortController();
const candidate = (key: string): Candidate => ({
  ...{ key, tiers: {}, summary: '', size: 1, needsPerson: [], payload: key },
});

it.each([
  ['Move 3 disks', 7],
  ['Solve the Towers of Hanoi with 1 disk.', 1],
  ['10 discs, please', 1023],
])('takes the number of disks from the prompt: %s', async (goal, moves) => {
  const session = await open(goal);
  const { summary } = await session.baseline(signal, () => undefined);
  expect(summary).toMatch(new RegExp(`, ${moves} moves$`));
  expect(session.direct?.first()).toEqual([{ title: 'Move 1', index: 1, count: moves }]);
});

it.each(['Move the disks', 'Move 0 disks', 'Move 31 disks', 'Move -3disks'])(
  'says what is missing: %s',
  async (goal) => {
    await expect(open(goal)).rejects.toMatchObject({ code: 'usage' });
  },
);

it('names the next step until the last, and none where no move leads on', async () => {
  const { direct } = await open('Move 3 disks');
  const after = (state: string, index: number) => direct?.next(state, { index } as StepInput);
  expect(after('1AC CAA', 1)).toEqual([{ title: 'Move 2', index: 2, count: 7 }]);
  expect(after('1AC CCC', 7)).toEqual([]);
  expect(after('1CB BBB', 5)).toEqual([]);
});

it.each([
  [
    'is perfect when all disks are there and every move was legal',
    '1AC CCC',
    'passed',
    'All disks are on peg C after 7 legal moves.',
  ],
  ['is not perfect before', '1AC CCA', 'failed', 'Not all disks are on peg C.'],
  [
    'is not perfect after a move against the rules',
    '1AC CCC !2AC',
    'failed',
    'The move disk 2 from A to C was against the rules.',
  ],
])('%s', async (_title, state, verdict, summary) => {
  const session = await open('Move 3 disks');
  expect((await session.verifyWhole(STEP, signal)).verdict).toBe('failed');
  await session.accept(state);
  expect(await session.verifyWhole(STEP, signal)).toMatchObject({ verdict, summary });
});

it('reads, verifies and accepts by the state that was accepted last', async () => {
  const session = await open('Move 3 disks');
  await session.accept('1AC CAA');
  expect(await session.readAnswer('move: 2 A B\nnext: CBA', STEP)).toMatchObject({ ok: true });
  expect(await session.verify(candidate('2AB CBA'), STEP, signal)).toMatchObject({
    verdict: 'passed',
    on: '1AC CAA',
  });
  expect(await session.verify(candidate('2AC CCA'), STEP, signal)).toMatchObject({ verdict: 'failed' });
  expect(await session.accepting(candidate('2AB CBA'))).toBe('2AB CBA');
  expect(session.state()).toBe('1AC CAA');
});

it.each([
  ['legality', 'move: 2 A C\nnext: CCA', '2AC CCA', 'illegal-move'],
  ['legality', 'move: 2 A B\nnext: CBB', '2AB CBB', 'next-state'],
  ['format', 'Hm.\nmove: 2 A B\nnext: CBA', '2AB CBA', 'format'],
])('without the red flag %s counts %j', async (type, text, key, rule) => {
  const place = { state: '1AC CAA' } as DirectPlace;
  for (const enabled of [true, false]) {
    const session = await open('Move 3 disks', [{ type, enabled }]);
    await session.accept('1AC CAA');
    const readings = [session.direct?.read(text, place), await session.readAnswer(text, STEP)];
    const expected = enabled ? { ok: false, flags: [{ rule }] } : { ok: true, value: { key } };
    expect(readings).toMatchObject([expected, expected]);
  }
});

it('without the red flag of legality accepts what breaks the rules, and the whole fails for it', async () => {
  const session = await open('Move 3 disks', [{ type: 'legality', enabled: false }]);
  await session.accept('1AC CAA');
  const illegal = candidate('2AC CCA');
  expect(await session.verify(illegal, STEP, signal)).toMatchObject({ verdict: 'passed' });
  await session.accept(await session.accepting(illegal));
  expect(session.state()).toBe('2AC CCA !2AC');
});
