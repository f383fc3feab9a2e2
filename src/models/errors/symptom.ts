import { isRecord } from '../../engine/json.ts';
import { serverLimits, type ServerLimits } from '../limiter/server-limits.ts';
import { BrokenOff, StreamFailure } from '../providers/stream-failure.ts';
import { UnexpectedReply } from '../providers/unexpected-reply.ts';
import { inStreamStatus } from './in-stream-status.ts';

const NETWORK_CODE = /^(E[A-Z]{3,}|UND_ERR|ERR_|CERT_|SELF_SIGNED|DEPTH_|UNABLE_)/;

/** What went wrong as the outside showed it, the same for every SDK. */
export interface Symptom {
  readonly status: number | undefined;
  /** The server's machine-readable code or type, e.g. `insufficient_quota`. */
  readonly code: string | undefined;
  /** The request's parameter that the server names. */
  readonly param: string | undefined;
  readonly message: string;
  /** In milliseconds; undefined when the server gave none or one that can't be read. */
  readonly retryAfterMs: number | undefined;
  /** What the response says of the requests and tokens that are left. */
  readonly limits?: ServerLimits | undefined;
  /** An operating-system or TLS code, e.g. `ECONNREFUSED`. */
  readonly networkCode: string | undefined;
  /** What kind of failure it is when there is no status. */
  readonly kind: 'status' | 'connection' | 'broken-off' | 'malformed' | 'unexpected' | 'other';
}

/** Returns what can be learnt of an error thrown by an SDK or by fetch. `now` is wall time in milliseconds. */
export function symptomOf(error: unknown, now: number): Symptom {
  const outer = isRecordLike(error) ? error : {};
  const body = innermostError(outer['error']);
  return {
    status: statusOf(error, outer, body),
    code: codeOf(body) ?? codeOf(outer),
    param: text(body['param']) ?? text(outer['param']),
    message: text(body['message']) ?? (error instanceof Error ? error.message : String(error)),
    retryAfterMs: retryAfter(outer['headers'], now),
    limits: outer['headers'] instanceof Headers ? serverLimits(outer['headers'], now) : undefined,
    networkCode: networkCode(error),
    kind: kindOf(error, outer, body),
  };
}

/** The SDKs give an error that came in the middle of an answer no status, only what the server said of it. */
function statusOf(
  error: unknown,
  outer: Record<string, unknown>,
  body: Record<string, unknown>,
): number | undefined {
  if (typeof outer['status'] === 'number') return outer['status'];
  const isTold = error instanceof StreamFailure || Object.keys(body).length > 0;
  return isTold ? inStreamStatus(body) : undefined;
}

function kindOf(
  error: unknown,
  outer: Record<string, unknown>,
  body: Record<string, unknown>,
): Symptom['kind'] {
  if (statusOf(error, outer, body) !== undefined) return 'status';
  if (error instanceof BrokenOff) return 'broken-off';
  if (error instanceof SyntaxError) return 'malformed';
  if (error instanceof UnexpectedReply) return 'unexpected';
  // Both SDKs' connection errors carry `requestID`; their class names don't survive bundling.
  const isConnection = 'requestID' in outer || error instanceof TypeError || networkCode(error) !== undefined;
  return isConnection ? 'connection' : 'other';
}

/** Anthropic nests { type: 'error', error: { type, message } }; OpenAI's SDK has unwrapped one level already. */
function innermostError(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  return isRecord(value['error']) ? value['error'] : value;
}

function codeOf(body: Record<string, unknown>): string | undefined {
  const details = isRecord(body['details']) ? text(body['details']['error_code']) : undefined;
  return details ?? text(body['code']) ?? text(body['type']);
}

function retryAfter(headers: unknown, now: number): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function networkCode(error: unknown): string | undefined {
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 6; depth += 1) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && NETWORK_CODE.test(code)) return code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return undefined;
}

function isRecordLike(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
