import { describe, expect, it } from 'vitest';
import { agentAtOnce } from '../../../../test/support/toy-domain.ts';
import { toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import { seededRandom } from '../../ports/random.ts';
import type { MakerSettings } from '../environment.ts';
import { expandRace } from '../sample/expand-race.ts';
import { raceFactsOf, winnerOf } from '../sample/race-facts.ts';
import type { SampleRecord } from '../sample/sample-record.ts';

const ORIGIN = { agent: 'scripted', model: 'scripted', summary: '', usd: 0 };

type Script = (stepId: string, sampleIndex: number) => string;

/** Never asks about a clear race, so that the ordinary way ends by itself, too. */
const NEVER: Partial<MakerSettings> = { ask: 'never' };

/** A session that solves its steps at once. */
function atOnce(script: Script, setup: SessionSetup = {}) {
  const calls: ProposeRequest[] = [];
  const s = toySession({
    word: 'a',
    settings: NEVER,
    agents: { solver: agentAtOnce(script, calls) },
    ...setup,
  });
  return { ...s, calls };
}

/** The same session with an agent that must be waited for. */
function ordinary(script: Script, setup: SessionSetup = {}) {
  const { name, propose } = agentAtOnce(script);
  return atOnce(script, { ...setup, agents: { solver: { name, propose } } });
}

const scripted =
  (...answers: readonly string[]): Script =>
  (_step, index) =>
    answers[Math.min(index, answers.length - 1)] ?? '';

type Session = ReturnType<typeof atOnce>;

const events = ({ entries }: Session): JournalEvent[] => entries.map(({ event }) => event);

const isRace = (event: JournalEvent): boolean => raceFactsOf(event) !== undefined;

/** What a session knows of a step's votes in the end, however they were recorded. */
function votesOf(s: Session, step: string) {
  const own = events(s).filter((event) => event['step'] === step);
  const race = own.map(raceFactsOf).find((facts) => facts !== undefined);
  const concluded = own.find(({ type }) => type === 'vote-concluded');
  const samples =
    race === undefined
      ? own
          .filter(({ type }) => type === 'sample-recorded')
          .map(({ sample }) => sample as never as SampleRecord)
      : expandRace(race, { ...ORIGIN, tokens: 2 * race.order.length });
  return {
    samples: [...samples]
      .sort((a, b) => a.index - b.index)
      .map(({ index, attempt, outcome, key, flags, agent, model, inputTokens, outputTokens }) => ({
        ...{ index, attempt, outcome, key, agent, model },
        flags: flags.map(({ rule, reason }) => ({ rule, reason })),
        tokens: inputTokens + outputTokens,
      })),
    winner: race === undefined ? (concluded?.['winner'] ?? null) : winnerOf(race),
    k: race === undefined ? concluded?.['k'] : race.k,
  };
}

function endOf(s: Session) {
  const { status, totals, spent, session } = s.runner.state;
  const { acceptedState, accepted } = session;
  return { status, totals, spent, acceptedState, accepted, gates: s.gate() };
}

/** A script of one step in which right, wrong, flagged and missing answers come by chance. */
function byChance(seed: number): Script {
  const random = seededRandom('script', seed);
  const noise = random.next() * 0.8;
  const drawn = Array.from({ length: 40 }, () => (random.next() > noise ? 'a' : random.next()));
  return scripted(
    ...drawn.map((draw) =>
      draw === 'a' ? 'a' : (['b', 'c', 'XX', '(none)'][Math.floor(Number(draw) * 4)] ?? ''),
    ),
  );
}

describe('a race at once', () => {
  it('comes to what the ordinary way comes to, sample by sample', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 150; seed += 1) {
      const settings = { ...NEVER, dissentSensitive: seed % 2 === 0, humanLowMarginThreshold: seed % 3 };
      const fast = atOnce(byChance(seed), { settings });
      const slow = ordinary(byChance(seed), { settings });
      await Promise.all([fast.run(), slow.run()]);
      expect(votesOf(fast, '1'), `seed ${seed}`).toEqual(votesOf(slow, '1'));
      expect(endOf(fast), `seed ${seed}`).toEqual(endOf(slow));
      seen.add(events(fast).some(isRace) ? 'decided at once' : (fast.gate()[0]?.trigger ?? 'otherwise'));
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining(['decided at once', 'low-margin', 'undecided']));
  });

  it('costs one event, which names the step that follows', async () => {
    const s = atOnce(scripted('a', 'XX', 'b', 'a', 'a', 'a'), { word: 'aa' });
    await s.run();
    const races = events(s).filter(isRace);
    expect(races[0]).toEqual({
      type: 'node-finished',
      step: '1',
      node: 'race',
      end: 'done',
      summary: '+a',
      spend: { calls: 6, tokens: 12 },
      race: {
        k: 3,
        order: 'A!BAAA',
        keys: ['a', 'b'],
        state: 'a',
        flags: [{ at: 1, rule: 'format', reason: '"XX" is not a letter.' }],
      },
      next: [{ id: '2', dependsOn: [], graph: 'race', input: { title: 'Letter 2', index: 2, count: 2 } }],
    });
    expect(races[1]).not.toHaveProperty('next');
    expect(events(s).filter(({ step }) => step === '1' || step === '2')).toHaveLength(2);
    expect(s.delivered).toEqual(['aa']);
  });

  it('asks for no sample more than it needs', async () => {
    const s = atOnce(scripted('a'));
    await s.run();
    expect(s.calls.map(({ sampleIndex }) => sampleIndex)).toEqual([0, 1, 2]);
  });

  it('never counts an answer that is too long, cut off or refused', async () => {
    const agent = agentAtOnce(scripted('a'));
    const proposeNow = (request: ProposeRequest) => {
      const answer = agent.proposeNow?.(request) as ReturnType<NonNullable<Microagent['proposeNow']>>;
      const finish = (['length', 'refusal'] as const)[request.sampleIndex];
      if (finish !== undefined) return { ...answer, finish: { unified: finish, raw: null } };
      return request.sampleIndex === 2 ? { ...answer, usage: { ...answer.usage, output: 101 } } : answer;
    };
    const s = atOnce(scripted('a'), { agents: { solver: { ...agent, proposeNow } } });
    await s.run();
    const race = events(s)
      .map(raceFactsOf)
      .find((facts) => facts !== undefined);
    expect(race).toMatchObject({ order: '!!!AAA' });
    expect(race?.flags?.map(({ rule }) => rule)).toEqual(['truncated', 'refusal', 'too-long']);
  });

  it('that is undecided leaves its samples to a person, and asks none of them again', async () => {
    const s = atOnce(scripted('a', 'b', 'a', 'b', 'a', 'c', 'b', 'c', 'a'));
    await s.run();
    expect(s.gate()).toEqual([
      { trigger: 'undecided', details: 'No answer leads by 3: the votes are 4–3–2.' },
    ]);
    expect(s.calls).toHaveLength(9);
    expect(events(s).filter(isRace)).toEqual([]);
  });

  it('goes on at once from where a step ended the ordinary way', async () => {
    const script: Script = (step, index) =>
      step === '2' && index < 3 ? 'XX' : 'abc'.charAt(Number(step) - 1);
    const s = atOnce(script, { word: 'abc', settings: { humanRedFlagThreshold: 3 } });
    await s.run();
    expect(s.gate()[0]).toMatchObject({ trigger: 'red-flags' });
    s.runner.decide('2', { kind: 'approve' });
    await s.runner.resume();
    expect(
      events(s)
        .filter(isRace)
        .map(({ step }) => step),
    ).toEqual(['1', '3']);
    expect(s.delivered).toEqual(['abc']);
  });

  it('counts one completion that comes twice as one vote', async () => {
    const agent = agentAtOnce(scripted('a'));
    const twin = (request: ProposeRequest) => {
      const answer = agent.proposeNow?.(request) as ReturnType<NonNullable<Microagent['proposeNow']>>;
      return { ...answer, requestId: request.sampleIndex < 2 ? 'same' : answer.requestId };
    };
    const solver: Microagent = {
      name: 'twin',
      proposeNow: twin,
      propose: (request) => Promise.resolve(twin(request)),
    };
    const s = atOnce(scripted('a'), { agents: { solver } });
    await s.run();
    expect(events(s).filter(({ type }) => type === 'sample-recorded')).toHaveLength(4);
    expect(s.delivered).toEqual(['a']);
  });

  it('asks nobody when that would break the budget', async () => {
    const s = atOnce(scripted('a'), { word: 'aa', limits: { calls: 5 } });
    await s.run();
    expect(s.calls).toHaveLength(3);
    expect(s.gate()).toMatchObject([{ trigger: 'budget' }]);
    expect(s.runner.state.session.acceptedState).toBe('a');
  });

  it('is not what happens where a person wants to see every step', async () => {
    const s = atOnce(scripted('a'), { settings: { ask: 'every' } });
    await s.run();
    expect(s.gate()).toHaveLength(1);
    expect(s.delivered).toEqual([]);
  });
});

describe('a kill after any event', () => {
  /** Decided at once; flagged and with dissent; handed over to the ordinary way; at once again. */
  const script: Script = (step, index) => {
    if (step === '2') return ['b', 'XX', 'c', 'b'][index] ?? 'b';
    if (step === '3') return ['c', 'a', 'c', 'a'][index] ?? 'c';
    return step === '1' ? 'a' : 'd';
  };
  const setup: SessionSetup = { word: 'abcd', settings: { ...NEVER, dissentSensitive: true } };

  async function whole() {
    const s = atOnce(script, setup);
    await s.run();
    s.runner.decide('3', { kind: 'approve' });
    await s.runner.resume();
    return s;
  }

  it('leads to the same end, and asks no recorded sample again', async () => {
    const undisturbed = await whole();
    expect(
      events(undisturbed)
        .filter(isRace)
        .map(({ step }) => step),
    ).toEqual(['1', '2', '4']);
    expect(undisturbed.delivered).toEqual(['abcd']);
    for (let cut = 1; cut < undisturbed.entries.length; cut += 1) {
      const s = await whole();
      s.entries.length = cut;
      s.calls.length = 0;
      const recorded = new Set(
        events(s)
          .filter(({ type }) => type === 'sample-recorded')
          .map(sampleName),
      );
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      if (next.state.waiting.has('3')) {
        next.decide('3', { kind: 'approve' });
        await next.resume();
      }
      expect(standing(next), `cut at ${cut}`).toEqual(standing(undisturbed.runner));
      const again = s.calls.filter((call) => recorded.has(`${call.stepId}:${call.sampleIndex}`));
      expect(again, `cut at ${cut}`).toEqual([]);
    }
  });

  const sampleName = ({ step, sample }: JournalEvent): string =>
    `${String(step)}:${(sample as never as SampleRecord).index}`;

  /** The toy's deliveries know nothing of each other: how often one was made is not what this is about. */
  function standing({ state }: Session['runner']) {
    const { status, totals, spent, session } = state;
    return { status, totals, spent, accepted: session.accepted, state: session.acceptedState };
  }
});
