import type { Microagent } from '../../ports/microagent.ts';
import type { MakerContext } from '../maker-task.ts';
import { decidingRace, roleOf } from '../race-rules.ts';
import { attemptOf } from './escalation-state.ts';

/** How many wordings there are besides the first. */
const WORDINGS = 4;

/** Who gives a sample, and which wording of the prompt it sees; 0 is the prompt as it was written. */
export interface Manner {
  readonly agent: Microagent;
  readonly wording: number;
}

/** Returns the agent whose votes decide a leaf. */
export function voterOf(context: MakerContext): Microagent | undefined {
  return context.environment.agents[roleOf(decidingRace(context))];
}

/** Returns how the agent's sample is asked: a function of what was recorded, so that a sample asked anew after a kill is the same. */
export function mannerOf(context: MakerContext, agent: Microagent, index: number): Manner {
  return { agent: oneOf(context, agent, index), wording: wordingOf(context, agent, index) };
}

function wordingOf({ data }: MakerContext, agent: Microagent, index: number): number {
  const isAskedOtherwise =
    agent.paraphrases === true && attemptOf(data.escalation, 'paraphrase') !== undefined;
  return isAskedOtherwise ? 1 + (index % WORDINGS) : 0;
}

/** In the race that the rung was taken in, the first model has had its votes; a later race hears all models in turn. */
function oneOf({ data }: MakerContext, agent: Microagent, index: number): Microagent {
  const { others = [] } = agent;
  const taken = attemptOf(data.escalation, 'model');
  if (taken === undefined || others.length === 0) return agent;
  const agents = taken === data.attempts.answer ? others : [agent, ...others];
  return agents[index % agents.length] ?? agent;
}
