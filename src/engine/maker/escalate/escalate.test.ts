import { describe, expect, it } from 'vitest';
import { answerOf, scriptedAgent, toyStep } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import type { SampleRecord } from '../sample/sample-record.ts';
import type { RungName } from './rung.ts';

const one = { steps: [toyStep('one', 'a')] };
/** Nine votes of which none leads by three. */
const TIED = ['a', 'b', 'a', 'b', 'c', 'a', 'b', 'c', 'a'];

type Session = ReturnType<typeof toySession>;

const escalations = (s: Session) =>
  s.entries.map(({ event }) => event).filter((event) => event.type === 'escalated');
const rungsOf = (s: Session) => escalations(s).map((event) => event['rung']);
const samplesOf = (s: Session) =>
  s.entries
    .filter(({ event }) => event.type === 'sample-recorded')
    .map(({ event }) => event['sample'] as unknown as SampleRecord);

/** Says the script as the prompt is written, and `otherwise` in other words. */
function wavering(otherwise: string, calls: ProposeRequest[] = [], others: Microagent[] = []): Microagent {
  return {
    name: 'wavering',
    paraphrases: true,
    others,
    propose(request, signal) {
      const text = request.wording === undefined ? TIED[request.sampleIndex % TIED.length] : otherwise;
      return scriptedAgent([text ?? ''], calls).propose(request, signal);
    },
  };
}

function certain(name: string, says: string, calls: ProposeRequest[] = []): Microagent {
  return {
    name,
    propose(request) {
      calls.push(request);
      return Promise.resolve({ ...answerOf(says, request), model: name });
    },
  };
}

/** Never decided by itself. */
const torn: Microagent = {
  name: 'torn',
  propose: (request) => Promise.resolve(answerOf(request.sampleIndex % 2 === 0 ? 'a' : 'b', request)),
};

/** Dissent alone is no reason to ask a person here. */
const DISSENT = { humanLowMarginThreshold: 0 };

const differing = (input: string, first: string, second: string) => () =>
  Promise.resolve({ input, outcomes: [first, second] as const });

const ladder = (...rungs: RungName[]) => ({
  escalation: { ...SETTINGS.escalation, rungs },
});

describe('the ladder', () => {
  it('asks in other words first, and counts those votes in the same race', async () => {
    const s = toySession({ plan: one, agents: { solver: wavering('a') }, settings: DISSENT });
    await s.run();
    expect(escalations(s)).toMatchObject([
      {
        rung: 'paraphrase',
        trigger: 'undecided',
        details: 'No answer leads by 3: the votes are 4–3–2.',
        votes: 6,
      },
    ]);
    expect(s.world.accepted).toBe('a');
    const asked = samplesOf(s);
    expect(asked.map((sample) => sample.attempt)).toEqual(asked.map(() => 0));
    expect(asked.slice(0, 9).every((sample) => sample.wording === undefined)).toBe(true);
    // 4–3–2 and two more: a leads by three.
    expect(asked.slice(9).map((sample) => sample.wording)).toEqual([2, 3]);
  });

  it('then asks another model, whose votes count in the same race', async () => {
    const calls: ProposeRequest[] = [];
    const solver: Microagent = { ...torn, others: [certain('other', 'a', calls)] };
    const s = toySession({ plan: one, agents: { solver }, settings: DISSENT });
    await s.run();
    expect(rungsOf(s)).toEqual(['model']);
    expect(s.world.accepted).toBe('a');
    expect(calls).toHaveLength(2);
    expect(samplesOf(s).map((sample) => sample.model)).toEqual([
      ...Array(9).fill('scripted'),
      'other',
      'other',
    ]);
  });

  it('then has the two leading answers run on an input that tells them apart, and says what came out', async () => {
    const told: Microagent = {
      name: 'told',
      propose(request) {
        const knows = request.evidence.feedback.some((line) => line.includes('gives 3'));
        return Promise.resolve(answerOf(knows ? 'a' : request.sampleIndex % 2 === 0 ? 'a' : 'b', request));
      },
    };
    const world = { distinguish: differing('f(2)', '3', '4') };
    const s = toySession({ plan: one, agents: { solver: told }, settings: DISSENT, world });
    await s.run();
    expect(escalations(s)).toMatchObject([{ rung: 'distinguish', input: 'f(2)', outcomes: ['3', '4'] }]);
    expect(s.world.contexts.at(-1)?.feedback).toEqual([
      'Earlier answers differ. For f(2) the answer "+a" gives 3, and "+b" gives 4. Find out which of them the step asks for, if any.',
    ]);
    expect(s.world.accepted).toBe('a');
  });

  it('takes each rung once, in the order of the settings, a person last, and applies no plurality', async () => {
    const solver = wavering('?', [], [torn]);
    const s = toySession({
      plan: one,
      agents: { solver },
      settings: { ...ladder('model', 'distinguish', 'paraphrase', 'split'), maxResamples: 0 },
      world: { distinguish: differing('x', '1', '2') },
    });
    await s.run();
    expect(rungsOf(s)).toEqual(['model', 'distinguish', 'paraphrase', 'split']);
    expect(s.runner.state.status).toBe('paused');
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
    expect(s.world).toMatchObject({ accepted: '', verified: [] });
    s.runner.decide('1', { kind: 'more' });
    await s.runner.resume();
    expect(rungsOf(s)).toHaveLength(4);
    expect(s.runner.state.status).toBe('paused');
  });

  it('goes straight to a person where settings name no rung', async () => {
    const s = toySession({ plan: one, agents: { solver: wavering('a') }, settings: ladder() });
    await s.run();
    expect(rungsOf(s)).toEqual([]);
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
  });

  it('adds no more votes than the setting says', async () => {
    const settings = { escalation: { ...SETTINGS.escalation, rungs: ['model' as const], votes: 4 } };
    const s = toySession({ plan: one, agents: { solver: { ...torn, others: [torn] } }, settings });
    await s.run();
    expect(samplesOf(s)).toHaveLength(9 + 4);
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
  });

  it('passes over a rung that the budget does not hold', async () => {
    const s = toySession({ plan: one, agents: { solver: wavering('a') }, limits: { calls: 12 } });
    await s.run();
    expect(rungsOf(s)).toEqual(['split']);
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
  });

  it('tells a person what tells the answers apart also where the budget holds no more votes', async () => {
    const world = { distinguish: differing('x', '1', '2') };
    const options = { settings: ladder('distinguish'), limits: { calls: 12 }, world };
    const s = toySession({ plan: one, agents: { solver: torn }, ...options });
    await s.run();
    expect(escalations(s)).toMatchObject([
      { rung: 'distinguish', votes: 0, input: 'x', outcomes: ['1', '2'], keys: expect.any(Array) as unknown },
    ]);
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
  });

  it('looks once for an input that tells the answers apart', async () => {
    let looked = 0;
    const distinguish = () => Promise.resolve(void (looked += 1));
    const settings = ladder('distinguish');
    const s = toySession({ plan: one, agents: { solver: torn }, settings, world: { distinguish } });
    await s.run();
    s.runner.decide('1', { kind: 'more' });
    await s.runner.resume();
    expect(looked).toBe(1);
    expect(escalations(s)).toMatchObject([{ rung: 'distinguish', votes: 0 }]);
  });
});

describe('a decided but doubtful race', () => {
  const script = ['a', 'b', 'a', 'b', 'a', 'a', 'a'];
  const setup = (says: string): SessionSetup => ({
    plan: one,
    agents: {
      solver: {
        name: 'hesitant',
        paraphrases: true,
        propose: (request) =>
          Promise.resolve(
            answerOf(request.wording === undefined ? (script[request.sampleIndex] ?? '') : says, request),
          ),
      },
    },
    settings: { escalation: { ...SETTINGS.escalation, doubtful: true } },
  });

  it('goes on to twice the lead in other words where settings say so, and asks nobody', async () => {
    const s = toySession(setup('a'));
    await s.run();
    expect(escalations(s)).toMatchObject([{ rung: 'paraphrase', trigger: 'low-margin', lead: 3 }]);
    expect(s.gate()).toEqual([]);
    expect(s.world.accepted).toBe('a');
    expect(samplesOf(s)).toHaveLength(10);
  });

  it('is undecided when the lead does not come, and goes to a person', async () => {
    const s = toySession(setup('b'));
    await s.run();
    expect(s.gate().at(-1)).toMatchObject({ trigger: 'undecided' });
    expect(s.world.accepted).toBe('');
  });

  it('asks a person at once by default', async () => {
    const s = toySession({ ...setup('a'), settings: {} });
    await s.run();
    expect(s.gate()[0]?.trigger).toBe('low-margin');
  });
});

describe('a kill at any event of a climb', () => {
  const half = { steps: [toyStep('half a', 'a'), toyStep('half b', 'b')] };
  const setup = (calls: ProposeRequest[]): SessionSetup => ({
    plan: one,
    world: { split: half, distinguish: differing('x', '1', '2') },
    agents: {
      solver: {
        name: 'torn until split',
        paraphrases: true,
        others: [torn],
        propose(request, signal) {
          const part = { '1.1': 'a', '1.2': 'b' }[request.stepId];
          calls.push(request);
          return part === undefined
            ? torn.propose(request, signal)
            : scriptedAgent([part]).propose(request, signal);
        },
      },
    },
  });

  it('leads to the same rungs, the same end, and asks no recorded sample twice', async () => {
    const whole = toySession(setup([]));
    await whole.run();
    expect(rungsOf(whole)).toEqual(['paraphrase', 'model', 'distinguish', 'split']);
    expect(whole.world.accepted).toBe('ab');
    const asked = samplesOf(whole);
    for (let cut = 1; cut < whole.entries.length; cut += 1) {
      const calls: ProposeRequest[] = [];
      const s = toySession(setup(calls));
      await s.run();
      s.entries.length = cut;
      calls.length = 0;
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      const at = `cut at ${cut}`;
      expect(next.state.status, at).toBe('completed');
      expect(s.world.accepted, at).toBe('ab');
      expect([...new Set(rungsOf(s))], at).toEqual(['paraphrase', 'model', 'distinguish', 'split']);
      expect(
        rungsOf(s).filter((rung) => rung !== 'split'),
        at,
      ).toHaveLength(3);
      expect(samplesOf(s).length, at).toBe(asked.length);
      expect(
        samplesOf(s)
          .map((sample) => [sample.index, sample.wording])
          .sort(),
        at,
      ).toEqual(asked.map((sample) => [sample.index, sample.wording]).sort());
    }
  });
});
