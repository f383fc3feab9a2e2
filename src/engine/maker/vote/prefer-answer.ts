import { Continue, type NextAction } from '../../flow/next-action.ts';
import { chooseByDiscriminator, type Option } from '../choose/choose-by-discriminator.ts';
import { proposalsWanted } from '../choose/proposals-wanted.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf, ruleOf } from '../race-rules.ts';
import type { Ballot } from '../sample/count-votes.ts';
import type { SampleRecord } from '../sample/sample-record.ts';
import { loadCandidate } from '../verify/load-candidate.ts';
import { concludeVote } from './conclude-vote.ts';
import { representative } from './representative.ts';

/** Returns how many more valid answers are needed before discriminators can choose among them. */
export function lackingProposals(context: MakerContext): number {
  const wanted = proposalsWanted(ruleOf(context, 'preference').k);
  return Math.max(0, wanted - validOf(ballotOf(context, 'answer')).length);
}

/** Lets discriminators choose among the answers: what is the same answer is one option, and one option needs no choice. */
export async function preferAnswer(context: MakerContext): Promise<NextAction> {
  const answers = ballotOf(context, 'answer');
  if (lackingProposals(context) > 0) return mayPropose(context, answers) ? Continue('more') : gaveUp(context);
  const options = await optionsOf(context, answers);
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    const { standing } = answers;
    return concludeVote(context, { ...standing, winner: only.key, needed: standing.votes });
  }
  const outcome = await chooseByDiscriminator(context, { race: 'preference', options });
  if (outcome.kind === 'blocked') return outcome.next;
  return concludeVote(context, ballotOf(context, 'preference').standing);
}

function mayPropose({ environment, data }: MakerContext, { flagged, noAnswer }: Ballot): boolean {
  return flagged + noAnswer <= environment.settings.maxResamples + data.extraVotes;
}

function gaveUp(context: MakerContext): NextAction {
  return concludeVote(context, ballotOf(context, 'preference').standing);
}

async function optionsOf(context: MakerContext, answers: Ballot): Promise<Option[]> {
  const keys = [...new Set(validOf(answers).map(({ key }) => key))];
  return Promise.all(keys.map((key) => optionOf(context, representative(answers.samples, key))));
}

async function optionOf({ environment }: MakerContext, sample: SampleRecord | undefined): Promise<Option> {
  const { key = '', value = '', summary = '', tiers = {} } = sample ?? {};
  const candidate = await loadCandidate(environment.blobs, value);
  return { key, summary, tiers, text: await environment.domain.show(candidate) };
}

function validOf({ samples }: Ballot): SampleRecord[] {
  return samples.filter(({ outcome }) => outcome === 'valid');
}
