import type { Evidence } from '../evidence.ts';
import type { MakerContext } from '../maker-task.ts';
import { roleOf } from '../race-rules.ts';
import { stepContext } from '../step-context.ts';
import type { RaceName } from './sample-record.ts';

/** What other steps change without changing what this one is asked. */
type Surroundings = Pick<Evidence, 'outline'> & Pick<Evidence['place'], 'siblings'>;

// Kept for races under way, not for ever: sessions may have a million steps.
const MOST_KEPT = 256;
const firstSeen = new WeakMap<object, Map<string, Surroundings>>();

/**
 * Returns what the samples of a race are shown: files, failures and feedback as they are now, and what only surrounds the
 * step as its first sample of this attempt saw it, so that later samples begin with the same bytes and providers' prefix
 * caches hold while other steps end.
 */
export async function steadyEvidence(context: MakerContext, race: RaceName): Promise<Evidence> {
  const { domain } = context.environment;
  const now = await domain.evidence(stepContext(context), roleOf(race), context.signal);
  const { outline, siblings } = surroundings(context, race, now);
  return { ...now, outline, place: { ...now.place, siblings } };
}

function surroundings(context: MakerContext, race: RaceName, now: Evidence): Surroundings {
  const { environment, stepId, data } = context;
  const kept = firstSeen.get(environment) ?? new Map<string, Surroundings>();
  firstSeen.set(environment, kept);
  const name = `${stepId} ${race} ${data.attempts[race]} ${data.evidenceShare ?? 1}`;
  const seen = kept.get(name) ?? { outline: now.outline, siblings: copied(now.place.siblings) };
  kept.delete(name);
  kept.set(name, seen);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return seen;
}

/** What is shown of siblings is what they are at that moment, not what becomes of them. */
function copied(siblings: Surroundings['siblings']): Surroundings['siblings'] {
  return siblings.map(({ title, state, summary }) => ({ title, state, summary }));
}
