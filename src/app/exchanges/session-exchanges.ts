import { MicrofactoryError } from '../../engine/error.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type {
  ExchangeDetail,
  ExchangeOutcome,
  ExchangePage,
  ExchangeRow,
  ExchangesQuery,
} from '../../protocol/exchanges.ts';
import { blobPath } from '../../store/blobs.ts';
import { exchangePage, readExchanges, type NumberedExchange } from '../../store/exchanges/read-exchanges.ts';
import type { StoredExchange, StoredText } from '../../store/exchanges/stored-exchange.ts';
import type { HomePaths } from '../../store/home.ts';
import type { SessionIndex } from '../index/session-index.ts';

const MOST_ROWS = 200;

/** A session's record of requests, and what its answers were judged to be. */
export interface RecordedExchanges {
  readonly sessionId: string;
  readonly dir: string;
  readonly paths: HomePaths;
  readonly blobs: Blobs;
  readonly index: SessionIndex;
}

/** Returns a page of the session's requests; throws `not-found` for a step that there is not. */
export async function exchangesOf(recorded: RecordedExchanges, query: ExchangesQuery): Promise<ExchangePage> {
  const { dir, index, sessionId } = recorded;
  const { before, after, stepId } = query;
  if (stepId !== undefined) await index.step(stepId);
  const limit = Math.max(1, Math.min(MOST_ROWS, query.limit));
  const page = await exchangePage(dir, { before, after, limit, matches: matcher(query) });
  const flags = await flagsOf(index, page.rows);
  const first = page.rows[0]?.number;
  return {
    session_id: sessionId,
    rows: page.rows.map((each) => rowOf(each, flags)),
    total: page.total,
    earlier: page.hasEarlier && first !== undefined ? first : null,
    latest: page.rows.at(-1)?.number ?? after ?? page.total,
    recording: index.view.settings?.settings.recordExchanges !== false,
  };
}

/** Returns one request in full; throws `not-found` when the record has none of that number. */
export async function exchangeOf(recorded: RecordedExchanges, number: number): Promise<ExchangeDetail> {
  const { dir, index, sessionId, blobs, paths } = recorded;
  const found = await numbered(dir, number);
  if (found === undefined) throw notFound(sessionId, number);
  const { exchange } = found;
  const { sent, reply, failure } = exchange;
  const textOf = async (text: StoredText) => (typeof text === 'string' ? text : blobs.getText(text.blob));
  const fileOf = (text: StoredText) => (typeof text === 'string' ? null : blobPath(paths.blobs, text.blob));
  const messages = [];
  for (const { role, text } of exchange.messages)
    messages.push({ role, text: await textOf(text), file: fileOf(text) });
  return {
    session_id: sessionId,
    row: rowOf(found, await flagsOf(index, [found])),
    base_url: exchange.baseUrl,
    parameters: {
      max_tokens: sent.maxTokens,
      temperature: sent.temperature ?? null,
      seed: sent.seed ?? null,
      schema: sent.schema ?? null,
      dropped: sent.dropped,
    },
    messages,
    variation: await textOf(exchange.variation),
    variation_file: fileOf(exchange.variation),
    answer: reply === undefined ? null : await textOf(reply.text),
    other_answers: await Promise.all((reply?.others ?? []).map(textOf)),
    answer_file: reply === undefined ? null : fileOf(reply.text),
    finish: reply?.finish.raw ?? null,
    request_id: reply?.requestId || null,
    error_code: failure?.code ?? null,
    status: failure?.status ?? null,
    record: dir,
  };
}

async function numbered(dir: string, number: number): Promise<NumberedExchange | undefined> {
  if (!Number.isInteger(number) || number < 1) return undefined;
  for await (const each of readExchanges(dir, number - 1)) return each.number === number ? each : undefined;
  return undefined;
}

function matcher({ stepId, failed = false }: ExchangesQuery) {
  if (stepId === undefined && !failed) return undefined;
  return (exchange: StoredExchange): boolean =>
    (stepId === undefined || exchange.stepId === stepId) && (!failed || outcomeOf(exchange) !== 'answered');
}

/** Rules of red flags by the id of the request that gave the answer, for those that were voted on. */
type Flags = ReadonlyMap<string, string[]>;

async function flagsOf(index: SessionIndex, rows: readonly NumberedExchange[]): Promise<Flags> {
  const steps = new Set(rows.flatMap(({ exchange }) => exchange.stepId ?? []));
  const flags = new Map<string, string[]>();
  for (const { samples } of await index.stepsOf([...steps]))
    for (const sample of samples)
      // Choices of one request are samples of their own.
      flags.set(sample.requestId, [
        ...(flags.get(sample.requestId) ?? []),
        ...sample.flags.map(({ rule }) => rule),
      ]);
  return flags;
}

function rowOf({ number, exchange }: NumberedExchange, flags: Flags): ExchangeRow {
  const { reply, failure, purpose } = exchange;
  const isVote = purpose === 'race' || purpose === 'plan';
  return {
    number,
    at: new Date(exchange.sentAt).toISOString(),
    purpose: purpose ?? null,
    step_id: exchange.stepId ?? null,
    role: exchange.role ?? null,
    sample: exchange.sample ?? null,
    provider: exchange.provider,
    model: exchange.model,
    answered_by: reply?.model || null,
    attempt: exchange.attempt,
    waited_ms: exchange.waitedMs,
    latency_ms: exchange.latencyMs,
    input_tokens: reply?.usage.input ?? null,
    cached_tokens: reply?.usage.cachedInput ?? null,
    output_tokens: reply?.usage.output ?? null,
    cost_usd: reply?.costUsd ?? null,
    outcome: outcomeOf(exchange),
    problem: failure?.message ?? null,
    red_flags: (isVote && reply !== undefined && flags.get(reply.requestId)) || null,
  };
}

function outcomeOf({ reply, failure }: StoredExchange): ExchangeOutcome {
  if (reply === undefined) return failure?.code === 'cancelled' ? 'cancelled' : 'failed';
  const { unified } = reply.finish;
  if (unified === 'refusal') return 'refused';
  return unified === 'length' || unified === 'cut' ? 'cut-off' : 'answered';
}

function notFound(sessionId: string, number: number): MicrofactoryError {
  const message = `Session ${sessionId} has no request ${number}: list them with microfactory inspect ${sessionId.slice(0, 8)}.`;
  return new MicrofactoryError({ code: 'not-found', message });
}
