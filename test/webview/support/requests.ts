import { sampleExchange } from '../../../src/cli/testing/protocol-samples.ts';
import type {
  ExchangeDetail,
  ExchangePage,
  ExchangeRow,
  ExchangesQuery,
} from '../../../src/protocol/exchanges.ts';

/** A session's record of requests. */
export interface SceneRequests {
  readonly rows: readonly ExchangeRow[];
  readonly recording: boolean;
  readonly exchangeOf: (number: number) => ExchangeDetail;
}

export const NO_REQUESTS: SceneRequests = { rows: [], recording: true, exchangeOf: sampleExchange };

export interface RequestsParts {
  /** At least the 4 that tell all there is to see. */
  readonly count?: number;
  /** Stands wherever a model, a server or a repository gave the text. */
  readonly text?: string;
}

/** Returns a record: a plan, two samples of the step `quotes`, one of them tried twice, and more of `money`. */
export function requestsOf({ count = 4, text }: RequestsParts = {}): SceneRequests {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index + 1, text));
  return { rows, recording: true, exchangeOf: (number) => detailOf(rowOf(number, text), text) };
}

function rowOf(number: number, text?: string): ExchangeRow {
  const base = sampleExchange().row;
  const sent = new Date(Date.UTC(2026, 0, 2, 10, 0, number)).toISOString();
  const row = { ...base, number, at: sent, ...(SPECIAL[number] ?? { step_id: 'money', sample: number }) };
  if (text === undefined) return row;
  return { ...row, answered_by: text, role: text, problem: row.problem && text, red_flags: [text] };
}

const SPECIAL: Readonly<Record<number, Partial<ExchangeRow>>> = {
  1: { step_id: 'task', purpose: 'plan', role: 'decomposition', red_flags: [] },
  2: {
    step_id: 'quotes',
    answered_by: null,
    input_tokens: null,
    cached_tokens: null,
    output_tokens: null,
    cost_usd: null,
    latency_ms: 312,
    outcome: 'failed',
    problem: 'openai asks to slow down (429): its limit of requests a minute is reached.',
    red_flags: null,
  },
  3: { step_id: 'quotes', attempt: 2, waited_ms: 1500 },
  4: { step_id: 'quotes', sample: 1, red_flags: ['too-long'] },
};

const ANSWER = `--- a/src/csv.js
+++ b/src/csv.js
@@ -12,3 +12,4 @@
-  if (text[i] === '"') break;
+  if (text[i] === '"' && text[i + 1] !== '"') break;
+  i++;`;

function detailOf(row: ExchangeRow, text?: string): ExchangeDetail {
  const failed = row.outcome === 'failed';
  return {
    ...sampleExchange(),
    session_id: 'session',
    row,
    messages: [
      { role: 'system', text: text ?? 'You repair one step of a program. Answer with a patch.', file: null },
      { role: 'user', text: text ?? 'Parse quoted fields with doubled quotes in src/csv.js.', file: null },
    ],
    variation: text ?? `Sample ${(row.sample ?? 0) + 1}: think of the end of the text first.`,
    answer: failed ? null : (text ?? ANSWER),
    error_code: failed ? 'rate-limit' : null,
    status: failed ? 429 : null,
    request_id: failed ? null : (text ?? `chatcmpl-${row.number}`),
    finish: failed ? null : (text ?? 'stop'),
  };
}

/** Returns a page as the record gives it. */
export function pageOf({ rows, recording }: SceneRequests, query: ExchangesQuery): ExchangePage {
  const { before = Infinity, limit, stepId, sessionId } = query;
  const fitting = rows.filter(
    ({ number, step_id }) => number < before && (stepId === undefined || step_id === stepId),
  );
  const shown = fitting.slice(-limit);
  return {
    session_id: sessionId,
    rows: shown,
    total: rows.length,
    earlier: fitting.length > limit ? (shown[0]?.number ?? null) : null,
    latest: shown.at(-1)?.number ?? rows.length,
    recording,
  };
}
