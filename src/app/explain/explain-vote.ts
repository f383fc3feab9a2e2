import { isRecord, parseJson } from '../../engine/json.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { DomainSession } from '../../engine/maker/domain.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import { answerValue } from '../view/answer-classes.ts';
import { distinctionsOf } from '../view/distinctions.ts';
import { classLabel } from '../view/step-summary.ts';
import type { StepView } from '../view/step-view.ts';
import { classChecks } from './class-checks.ts';
import { classModels } from './class-models.ts';
import { candidateDifference } from './class-differences.ts';
import { formattingNotes, type ClassAnswer } from './formatting-notes.ts';
import { noVoteSentence } from './no-vote-sentence.ts';
import { voteSentence } from './vote-sentence.ts';
import { voteTiers } from './vote-tiers.ts';

export interface ExplainOptions {
  readonly sessionId: string;
  readonly step: StepView;
  readonly blobs: Blobs;
  /** Undefined where answers can't be read here; the rest is told all the same. */
  readonly domain: DomainSession | undefined;
}

/** The leading answer is compared with so many others. */
const MOST_DIFFERENCES = 12;

/** Returns who agrees with whom in a step's last race, at which tier, and how the others differ. */
export async function explainVote(options: ExplainOptions): Promise<VoteExplanation> {
  const { sessionId, step, domain } = options;
  const { attempt, samples } = lastRace(step);
  const valid = samples.filter(({ outcome }) => outcome === 'valid');
  const keys = keysOf(step, valid);
  const answers = await answersOf(options, keys);
  const tiers = voteTiers(valid, keys[0], (key) => classLabel(step, key));
  return {
    session_id: sessionId,
    step_id: step.id,
    title: step.input.brief.title,
    attempt: attempt + 1,
    sentence: valid.length === 0 ? noVoteSentence(step, samples) : voteSentence(tiers, step.merged),
    tiers,
    differences: await differencesOf(domain, answers),
    distinctions: distinctionsOf(step, attempt),
    ...classModels(valid, (key) => classLabel(step, key)),
    checks: classChecks(step, samples),
    formatting: formattingNotes(answers),
    ...(step.probed !== undefined && { behaviour: step.probed }),
    flagged: samples.flatMap(({ index, flags }) =>
      flags.map(({ rule, reason, evidence }) => ({
        sample: index + 1,
        rule,
        reason,
        ...(evidence === undefined ? {} : { evidence }),
      })),
    ),
    unanswered: samples.filter(({ outcome }) => outcome === 'no-answer').map(({ index }) => index + 1),
  };
}

/** The answers of the last attempt that has any; of a step that is planned, the proposals. */
function lastRace(step: StepView): { attempt: number; samples: readonly SampleRecord[] } {
  const race = step.samples.some((sample) => sample.race === 'answer') ? 'answer' : 'plan';
  const ofRace = step.samples.filter((sample) => sample.race === race);
  const attempt = Math.max(0, ...ofRace.map((sample) => sample.attempt));
  const samples = ofRace.filter((sample) => sample.attempt === attempt).sort((a, b) => a.index - b.index);
  return { attempt, samples };
}

/** The chosen class first, then by votes, then in the order they appeared. */
function keysOf({ winner }: StepView, valid: readonly SampleRecord[]): string[] {
  const votes = new Map<string, number>();
  for (const { key } of valid) votes.set(key, (votes.get(key) ?? 0) + 1);
  const weight = (key: string): number => (key === winner ? Infinity : (votes.get(key) ?? 0));
  return [...votes.keys()].sort((a, b) => weight(b) - weight(a));
}

async function differencesOf(
  domain: DomainSession | undefined,
  [leading, ...others]: readonly ClassAnswer[],
): Promise<VoteExplanation['differences']> {
  if (leading === undefined || domain === undefined) return [];
  const differences: VoteExplanation['differences'] = [];
  for (const { label, candidate } of others) {
    const diff = await candidateDifference(domain, leading.candidate, candidate);
    differences.push({ one: leading.label, other: label, diff });
  }
  return differences;
}

/** Of the leading class and the next ones, those whose answers can be read. */
async function answersOf({ step, blobs }: ExplainOptions, keys: readonly string[]): Promise<ClassAnswer[]> {
  const answers: ClassAnswer[] = [];
  for (const key of keys.slice(0, 1 + MOST_DIFFERENCES)) {
    const candidate = await candidateAt(blobs, answerValue(step, key));
    if (candidate !== undefined) answers.push({ label: classLabel(step, key), candidate });
  }
  return answers;
}

/** Plans are no candidates, and answers of races that were decided at once were not kept. */
async function candidateAt(blobs: Blobs, blob: string | undefined): Promise<Candidate | undefined> {
  const value = blob === undefined ? undefined : parseJson(await blobs.getText(blob));
  return isRecord(value) && typeof value['key'] === 'string' ? (value as unknown as Candidate) : undefined;
}
