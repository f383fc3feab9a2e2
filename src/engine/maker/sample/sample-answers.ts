import { Continue, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import { adaptK } from '../estimate/adapt-k.ts';
import type { Candidate } from '../candidate.ts';
import { noticeCorrelation } from '../correlation/notice-correlation.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { ballotOf, decidingRace, ruleOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import { noticeRedFlags } from '../redflag/notice-red-flags.ts';
import { lackingProposals } from '../vote/prefer-answer.ts';
import { wasteFreeBatch } from '../vote/race.ts';
import type { ReadAnswer } from './ask-batch.ts';
import { runBatch } from './run-batch.ts';
import { steadyEvidence } from './steady-evidence.ts';

/** Asks the solver for exactly as many answers as the race, or those who choose among answers, lack now. */
export const sampleAnswers: MakerTask = {
  async run(context): Promise<NextAction> {
    adaptK(context);
    noticeCorrelation(context);
    noticeRedFlags(context);
    const count = lacking(context);
    if (count === 0) return Continue();
    const evidence = await steadyEvidence(context, 'answer');
    const blocked = await runBatch(context, {
      race: 'answer',
      count,
      evidence,
      read: (text) => readAnswer(context, text),
    });
    return blocked ?? Continue();
  },
};

function lacking(context: MakerContext): number {
  if (decidingRace(context) === 'preference') return lackingProposals(context);
  return wasteFreeBatch(ballotOf(context, 'answer').standing, ruleOf(context, 'answer'));
}

/** The domain's reading, and one flag more: an answer already known to fail here is not a vote again. */
async function readAnswer(context: MakerContext, text: string): Promise<Reading<ReadAnswer>> {
  const reading = await context.environment.domain.readAnswer(text, context.data.input.brief, context.signal);
  if (!reading.ok) return reading;
  const known = context.data.banned.get(reading.value.key);
  if (known !== undefined) return { ok: false, flags: [{ rule: 'known-to-fail', reason: known }] };
  return { ok: true, value: asReadAnswer(reading.value) };
}

/** Returns the candidate as the race sees it and as it is stored. */
export function asReadAnswer({ payload, ...candidate }: Candidate): ReadAnswer {
  return { ...candidate, value: { ...candidate, payload } as Json };
}
