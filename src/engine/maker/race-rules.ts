import type { Role } from '../ports/microagent.ts';
import { kBounds, kInForce } from './estimate/k-bounds.ts';
import type { MakerContext } from './maker-task.ts';
import { countVotes, type Ballot } from './sample/count-votes.ts';
import type { RaceName } from './sample/sample-record.ts';
import type { RaceRule } from './vote/race.ts';

const ROLE_OF: Readonly<Record<RaceName, Role>> = {
  plan: 'decomposition',
  choice: 'decomposition_discriminator',
  answer: 'solver',
  preference: 'solution_discriminator',
};

/** Returns the role that answers in this race. */
export function roleOf(race: RaceName): Role {
  return ROLE_OF[race];
}

/** Returns the race that decides a leaf: its answers' own, or that of discriminators where answers can't be compared. */
export function decidingRace({ environment }: MakerContext): 'answer' | 'preference' {
  return environment.domain.compare === 'discriminator' ? 'preference' : 'answer';
}

/** Returns the rule of the race as configured and adapted, with the votes that people added. */
export function ruleOf(context: MakerContext, race: RaceName): RaceRule {
  const { settings } = context.environment;
  const { k: configured, samples } = settings.roles[roleOf(race)];
  const k = settings.adaptiveK ? adaptedK(context, race, configured) : configured;
  // A wider lead takes more votes: the cap rises by two for each vote of lead.
  const maxVotes = samples + context.data.extraVotes + 2 * Math.max(0, k - configured);
  const { extraLead } = context.data.escalation;
  return {
    rule: settings.votingRule,
    k: k + extraLead,
    maxVotes,
    dissentSensitive: settings.dissentSensitive,
  };
}

/** A race keeps the k that it began with. */
function adaptedK(context: MakerContext, race: RaceName, configured: number): number {
  if (race !== decidingRace(context)) return configured;
  const { raceK } = context.data;
  const adapted = raceK === undefined ? context.session.k : (raceK ?? undefined);
  return kInForce(kBounds(configured, context.environment.settings), adapted);
}

/** Returns the race's current attempt as it stands. */
export function ballotOf(context: MakerContext, race: RaceName): Ballot {
  const attempt = context.data.attempts[race];
  return countVotes(context.data.samples, { race, attempt }, ruleOf(context, race));
}

/** Returns how the race that decides a leaf stands, with everything that was asked for it. */
export function decidingBallot(context: MakerContext): Ballot {
  const answers = ballotOf(context, 'answer');
  if (decidingRace(context) === 'answer') return answers;
  const votes = ballotOf(context, 'preference');
  return {
    samples: [...answers.samples, ...votes.samples],
    standing: votes.standing,
    flagged: answers.flagged + votes.flagged,
    noAnswer: answers.noAnswer + votes.noAnswer,
  };
}
