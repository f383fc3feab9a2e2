import { describe, expect, it } from 'vitest';
import { agentAtOnce } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import { quickRandom } from '../../ports/random.ts';
import type { MakerSettings } from '../environment.ts';
import { raceFactsOf } from '../sample/race-facts.ts';
import { kBounds, kInForce } from './k-bounds.ts';

const WORD = 'a'.repeat(120);
const role = { samples: 60, k: 3, maxTokens: 100 };
const ADAPTIVE: Partial<MakerSettings> = {
  ask: 'never',
  humanLowMarginThreshold: 0,
  adaptiveK: true,
  roles: { ...SETTINGS.roles, solver: role },
};

/** Each sample is right with chance p, as a function of the step and the sample alone. */
const noisy =
  (p: (step: number) => number) =>
  (step: string, index: number): string =>
    quickRandom('noise', step, index).next() < p(Number(step)) ? 'a' : 'b';

/** A session whose agents answer at once, or must be waited for. */
function session(p: (step: number) => number, settings: Partial<MakerSettings> = {}, isAtOnce = true) {
  const { name, propose, proposeNow } = agentAtOnce(noisy(p));
  const solver = isAtOnce && proposeNow !== undefined ? { name, propose, proposeNow } : { name, propose };
  // What is decided wrongly must not end the run: the letters of the toy are free.
  const setup: SessionSetup = { word: WORD, agents: { solver }, settings: { ...ADAPTIVE, ...settings } };
  return toySession(setup);
}

const events = (s: ReturnType<typeof session>): JournalEvent[] => s.entries.map(({ event }) => event);
const changes = (s: ReturnType<typeof session>) => events(s).filter(({ type }) => type === 'k-adapted');

describe('adaptive k', () => {
  it('rises when votes turn out worse than k can bear, falls again with what they show, and races obey it', async () => {
    const s = session((step) => (step < 30 ? 0.75 : 1), { kMin: 1 });
    await s.run();
    const ks = changes(s).map(({ k }) => Number(k));
    expect(Math.max(...ks)).toBeGreaterThan(3);
    expect(ks.at(-1)).toBeLessThan(Math.max(...ks));
    let inForce = 3;
    for (const event of events(s)) {
      const race = raceFactsOf(event);
      if (event.type === 'k-adapted') inForce = Number(event['k']);
      if (race !== undefined) expect(race.k).toBe(inForce);
    }
  });

  it('is the same for agents that must be waited for', async () => {
    const [fast, slow] = [session(() => 0.85), session(() => 0.85, {}, false)];
    await Promise.all([fast.run(), slow.run()]);
    expect(changes(fast).length).toBeGreaterThan(0);
    expect(changes(slow)).toEqual(changes(fast));
    expect(slow.runner.state.session.estimates.races).toBe(fast.runner.state.session.estimates.races);
  });

  it('never falls below what is configured unless a least k allows it, and never rises above its largest', async () => {
    const sure = session(() => 1);
    await sure.run();
    expect(changes(sure)).toEqual([]);
    const allowed = session(() => 1, { kMin: 2, targetSuccess: 0.5 });
    await allowed.run();
    expect(changes(allowed).map(({ k }) => k)).toEqual([2]);
    const poor = session(() => 0.7, { kMax: 4 });
    await poor.run();
    expect(changes(poor).map(({ k }) => k)).toEqual([4]);
  });

  it('does nothing unless it is asked for', async () => {
    const s = session(() => 0.7, { adaptiveK: false });
    await s.run();
    expect(changes(s)).toEqual([]);
    expect(s.runner.state.session.estimates.races).toBeGreaterThan(0);
  });

  it.each([true, false])(
    'a kill after any event changes neither estimates nor k (at once: %s)',
    async (isAtOnce) => {
      const begun = () => session((step) => (step < 20 ? 0.8 : 1), { kMin: 2 }, isAtOnce);
      const undisturbed = begun();
      await undisturbed.run();
      expect(changes(undisturbed).length).toBeGreaterThan(1);
      const { length } = undisturbed.entries;
      for (let cut = 2; cut < length; cut += Math.ceil(length / 12)) {
        const s = begun();
        await s.run();
        s.entries.length = cut;
        const next = await s.reopen();
        s.world.accepted = next.state.session.acceptedState ?? '';
        await next.resume();
        expect(changes(s), `cut at ${cut}`).toEqual(changes(undisturbed));
        const { estimates, k } = undisturbed.runner.state.session;
        expect([next.state.session.estimates, next.state.session.k], `cut at ${cut}`).toEqual([estimates, k]);
      }
    },
  );

  it('leaves a race the k that it began with', async () => {
    const settings = { ...ADAPTIVE, k: 3 };
    const s = toySession({ script: ['a', 'a', 'b'], settings: { ...settings, roles: SETTINGS.roles } });
    await s.run();
    expect(s.runner.state.session.k).toBeUndefined();
    expect(kInForce(kBounds(3, { kMax: 10 }), 7)).toBe(7);
    expect(kInForce(kBounds(3, { kMax: 5 }), 7)).toBe(5);
    expect(kInForce(kBounds(3, { kMin: 5, kMax: 4 }), 1)).toBe(5);
    expect(kInForce(kBounds(3, { kMax: 10 }), undefined)).toBe(3);
  });
});
