import { classified, type MicrofactoryError } from '../../error.ts';
import type { Json } from '../../json.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../ports/microagent.ts';
import type { Reading, RedFlag } from '../red-flag.ts';
import { answerFlags } from '../redflag/answer-flags.ts';
import type { Critique, RedFlagRules } from '../redflag/red-flag-rules.ts';
import { askAgents } from './ask-agents.ts';
import { cachedTokens } from './cached-tokens.ts';
import type { RaceName, SampleRecord } from './sample-record.ts';

/** What the reader of an answer makes of it: what the race needs to know, and what is stored. */
export interface ReadAnswer {
  readonly key: string;
  readonly tiers: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly size: number;
  readonly newNames?: number;
  readonly needsPerson: readonly string[];
  readonly value: Json;
}

export interface Batch {
  readonly race: RaceName;
  readonly attempt: number;
  readonly indices: readonly number[];
  /** Who gives this sample. */
  agent(index: number): Microagent;
  readonly blobs: Blobs;
  readonly rules: RedFlagRules | undefined;
  /** The request of one sample. */
  request(index: number): ProposeRequest;
  read(text: string, index: number): Promise<Reading<ReadAnswer>>;
  /** Journals one sample as soon as it is judged; samples come in any order. */
  record(sample: SampleRecord): void;
  readonly signal: AbortSignal;
}

/** Asks all samples of the batch at once and records each; returns the first error that more asking would not cure. */
export async function askBatch(batch: Batch): Promise<MicrofactoryError | undefined> {
  const asked = askAgents(batch);
  const results = await Promise.allSettled(
    asked.map(({ request, answer }) => judgeOne(batch, request, answer)),
  );
  batch.signal.throwIfAborted();
  const failed = results.find((result) => result.status === 'rejected');
  return failed === undefined ? undefined : classified(failed.reason);
}

async function judgeOne(batch: Batch, request: ProposeRequest, asked: Promise<RawAnswer>): Promise<void> {
  const index = request.sampleIndex;
  const answer = await asked;
  const { role, maxTokens } = request;
  const flags =
    answer.noAnswer === undefined ? answerFlags(answer, { role, maxTokens, rules: batch.rules }) : [];
  const read = await judge(batch, answer, flags, index);
  const critique = read?.ok === true ? await critiqueOf(batch, request, answer.text) : undefined;
  const reading = critique === undefined || critique.flags.length === 0 ? read : flagged(critique);
  const { race, attempt, blobs } = batch;
  const sample = { race, attempt, index, answer, reading };
  const record = withCritique(await recordOf(sample, blobs), critique);
  batch.signal.throwIfAborted();
  batch.record(request.wording === undefined ? record : { ...record, wording: request.wording });
}

/** Only what would become a vote is looked over. */
function critiqueOf(batch: Batch, request: ProposeRequest, text: string): Promise<Critique | undefined> {
  const critic = batch.rules?.critic?.(request.role);
  return critic === undefined ? Promise.resolve(undefined) : critic({ request, text }, batch.signal);
}

function flagged({ flags }: Critique): Reading<ReadAnswer> {
  return { ok: false, flags };
}

/** What a sample cost is what it cost to get and to judge it. */
function withCritique(record: SampleRecord, critique: Critique | undefined): SampleRecord {
  if (critique === undefined || critique.calls === 0) return record;
  const { calls, inputTokens, outputTokens, costUsd } = critique;
  return {
    ...record,
    critiques: calls,
    inputTokens: record.inputTokens + inputTokens,
    ...cachedTokens((record.cachedInputTokens ?? 0) + (critique.cachedInputTokens ?? 0)),
    outputTokens: record.outputTokens + outputTokens,
    costUsd: record.costUsd === null || costUsd === null ? null : record.costUsd + costUsd,
  };
}

/** A sample with what was made of it; no reading when the agent had no answer. */
export interface JudgedSample {
  readonly race: RaceName;
  readonly attempt: number;
  readonly index: number;
  readonly answer: RawAnswer;
  readonly reading: Reading<ReadAnswer> | undefined;
}

/** Stores the answer and what was read from it; returns the sample as it is journalled. */
export async function recordOf(sample: JudgedSample, blobs: Blobs): Promise<SampleRecord> {
  const { answer, reading } = sample;
  const raw = await blobs.put(answer.text);
  const value = reading?.ok === true ? await blobs.put(JSON.stringify(reading.value.value)) : '';
  return { ...envelope(sample), ...verdict(answer, reading), value, raw };
}

async function judge(
  batch: Batch,
  answer: RawAnswer,
  flags: readonly RedFlag[],
  index: number,
): Promise<Reading<ReadAnswer> | undefined> {
  if (answer.noAnswer !== undefined) return undefined;
  return flags.length > 0 ? { ok: false, flags } : batch.read(answer.text, index);
}

function envelope({ race, attempt, index, answer }: JudgedSample) {
  return {
    race,
    index,
    attempt,
    agent: answer.agent,
    model: answer.model,
    finish: answer.finish.unified,
    requestId: answer.requestId,
    choice: answer.choice,
    inputTokens: answer.usage.input,
    ...cachedTokens(answer.usage.cachedInput),
    outputTokens: answer.usage.output,
    ...(answer.usage.estimated && { estimated: true as const }),
    costUsd: answer.costUsd ?? null,
    latencyMs: answer.latencyMs,
  };
}

function verdict(answer: RawAnswer, reading: Reading<ReadAnswer> | undefined) {
  const nothing = { key: '', tiers: {}, size: 0, needsPerson: [] };
  if (reading === undefined) {
    return { ...nothing, outcome: 'no-answer' as const, summary: answer.noAnswer?.detail ?? '', flags: [] };
  }
  if (!reading.ok) {
    const summary = reading.flags[0]?.reason ?? '';
    return { ...nothing, outcome: 'flagged' as const, summary, flags: reading.flags };
  }
  const { key, tiers, summary, size, newNames = 0, needsPerson } = reading.value;
  const named = newNames > 0 ? { newNames } : {};
  return { outcome: 'valid' as const, key, tiers, summary, size, ...named, needsPerson, flags: [] };
}
