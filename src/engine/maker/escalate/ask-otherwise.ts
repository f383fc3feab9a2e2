import type { Microagent } from '../../ports/microagent.ts';
import { isDecorrelated } from '../correlation/notice-correlation.ts';
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

function wordingOf(context: MakerContext, agent: Microagent, index: number): number {
  const isTaken = attemptOf(context.data.escalation, 'paraphrase') !== undefined;
  if (agent.paraphrases !== true || !(isTaken || isDecorrelated(context))) return 0;
  return 1 + (index % WORDINGS);
}

/** Peers share every race. In the race that the rung was taken in, they have had their votes; other races hear all models in turn. */
function oneOf(context: MakerContext, agent: Microagent, index: number): Microagent {
  const { others = [] } = agent;
  const { escalation, attempts } = context.data;
  const taken = attemptOf(escalation, 'model');
  if (others.length === 0 || (taken === undefined && !isDecorrelated(context))) return peerOf(agent, index);
  const agents = taken === attempts.answer ? others : [...withPeers(agent), ...others];
  return agents[index % agents.length] ?? agent;
}

/** Returns who of those that share a race gives this sample: each in turn. */
export function peerOf(agent: Microagent, index: number): Microagent {
  const all = withPeers(agent);
  return all[index % all.length] ?? agent;
}

function withPeers(agent: Microagent): readonly Microagent[] {
  return [agent, ...(agent.peers ?? [])];
}
