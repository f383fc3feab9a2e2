import { answerOf, toyDomain } from '../../../../test/support/toy-domain.ts';
import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { DomainSession } from '../../../engine/maker/domain.ts';
import type { Evidence } from '../../../engine/maker/evidence.ts';
import type { Reading } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { Microagent } from '../../../engine/ports/microagent.ts';

export interface Counting {
  /** How far is counted: one step a number. */
  readonly steps: number;
  /** The step whose answer needs a person's yes; undefined: none does. */
  readonly asksAt?: number | undefined;
}

/** Returns a domain that counts, each step planned when the one before it has ended and decided at once. */
export function countingDomain({ steps, asksAt }: Counting): DomainSession {
  const toy = toyDomain({ accepted: '', verified: [], contexts: [] });
  let accepted = '0';
  const read = (text: string, brief: StepBrief): Reading<Candidate> => {
    if (text !== brief.title) return { ok: false, flags: [{ rule: 'number', reason: `${text} is wrong.` }] };
    return { ok: true, value: candidateOf(text, asksAt) };
  };
  return {
    ...toy,
    direct: {
      first: () => [{ title: '1', index: 1, count: steps }],
      evidence: ({ input }) => evidenceOf(input.brief),
      read: (text, { input }) => read(text, input.brief),
      after: ({ payload }) => String(payload),
      next: (state) => {
        const index = Number(state) + 1;
        return index > steps ? [] : [{ title: String(index), index, count: steps }];
      },
    },
    evidence: ({ step }) => Promise.resolve(evidenceOf(step)),
    readAnswer: (text, step) => Promise.resolve(read(text, step)),
    verify: async (...given) => ({ ...(await toy.verify(...given)), on: accepted }),
    state: () => accepted,
    accepting: ({ payload }) => Promise.resolve(String(payload)),
    accept: (state) => {
      accepted = state;
      return Promise.resolve();
    },
  };
}

function candidateOf(text: string, asksAt: number | undefined): Candidate {
  const needsPerson = Number(text) === asksAt ? [`${text} is protected.`] : [];
  return { key: text, tiers: {}, summary: `counted ${text}`, size: 1, needsPerson, payload: text };
}

/** Returns the agent that counts along; of every third step one answer is wrong, and flagged. */
export function countingAgent(): Microagent {
  const proposeNow: NonNullable<Microagent['proposeNow']> = (request) => {
    const { title } = request.evidence.step;
    const errs = Number(title) % 3 === 0 && request.sampleIndex === 1;
    return answerOf(errs ? `${title}0` : title, request);
  };
  return { name: 'counting', propose: (request) => Promise.resolve(proposeNow(request)), proposeNow };
}

function evidenceOf(step: StepBrief): Evidence {
  const place = { ancestors: [], index: 1, count: 1, siblings: [] };
  return { goal: 'count', step, place, files: [], failures: [], outline: [], feedback: [], notes: [] };
}
