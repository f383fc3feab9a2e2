import { describe, expect, it } from 'vitest';
import { toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import { ROOT_STEP, type VerificationRecord } from '../maker-state.ts';

/** Letters that keep the promise of `a`: a and p. */
const contested = (script: readonly string[], more: SessionSetup = {}) =>
  toySession({
    script,
    plan: { steps: [toyStep('one', 'a')] },
    ...more,
    world: { verifiesClasses: true, ...more.world },
    settings: { ask: 'never', humanLowMarginThreshold: 0, maxResamples: 20, ...more.settings },
  });
type Session = ReturnType<typeof contested>;

const eventsOf = ({ entries }: Session, type: string) =>
  entries.map(({ event }) => event).filter((event) => event.type === type);
const checked = (session: Session): string[] =>
  eventsOf(session, 'class-verified').map(
    ({ key, verification }) => `${String(key)} ${(verification as unknown as VerificationRecord).verdict}`,
  );

describe('classes of a contested race', () => {
  it('are checked once each before they are counted, and votes for what fails do not count', async () => {
    const s = contested(['b', 'a', 'b', 'b', 'b', 'a', 'a', 'b']);
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(checked(s)).toEqual(['b failed', 'a passed']);
    // The winner is not checked anew.
    expect(s.world.verified).toEqual(['b', 'a']);
    expect(eventsOf(s, 'vote-concluded')).toMatchObject([{ winner: 'a', counts: { a: 3 }, dissent: 0 }]);
    expect(s.world.accepted).toBe('a');
  });

  it('are not checked where all agree: the winner is, once it has won', async () => {
    const s = contested(['a']);
    await s.run();
    expect(checked(s)).toEqual([]);
    expect(s.world.verified).toEqual(['a']);
  });

  it('stay rivals when both hold: a check that both pass makes them not equal', async () => {
    const s = contested(['a', 'p']);
    s.world.verifiesClasses = true;
    await s.run();
    expect(checked(s)).toEqual(['a passed', 'p passed']);
    expect(eventsOf(s, 'vote-concluded')[0]).toMatchObject({ counts: { a: 1, p: 4 }, winner: 'p' });
  });

  it('that all fail are told to the next attempt, and to a person when attempts are spent', async () => {
    const s = contested(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']);
    await s.run();
    const rolledBack = eventsOf(s, 'step-rolled-back');
    expect(rolledBack).toHaveLength(2);
    expect(rolledBack[0]).toMatchObject({ feedback: ['saw b fail', 'saw c fail', 'saw d fail'] });
    expect(s.gate()).toMatchObject([{ trigger: 'verification' }]);
    expect(s.world.accepted).toBe('');
  });

  it('are checked as often as before when the run is killed anywhere and goes on', async () => {
    const script = ['b', 'a', 'b', 'c', 'b', 'a', 'c', 'a'];
    const whole = contested(script);
    await whole.run();
    for (let cut = 1; cut < whole.entries.length; cut += 1) {
      const s = contested(script);
      await s.run();
      s.entries.length = cut;
      s.world.verified.length = 0;
      const before = eventsOf(s, 'class-verified').map(({ key }) => key);
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      const at = `cut at ${cut}`;
      expect(next.state.status, at).toBe('completed');
      expect(s.world.accepted, at).toBe('a');
      expect(
        s.world.verified.filter((letter) => before.includes(letter)),
        at,
      ).toEqual([]);
      expect(new Set(checked(s)), at).toEqual(new Set(checked(whole)));
    }
  });

  it('a result that was checked is not run again when a person chooses it', async () => {
    const s = contested(['b', 'a', 'a'], { settings: { ask: 'every', humanRedFlagThreshold: 0 } });
    await s.run();
    s.runner.decide(ROOT_STEP, { kind: 'approve' });
    await s.runner.resume();
    const before = [...s.world.verified];
    s.runner.decide('1', { kind: 'edit', files: [{ path: 'f', text: 'a' }] });
    await s.runner.resume();
    expect(s.world.accepted).toBe('a');
    expect(s.world.verified).toEqual(before);
  });
});
