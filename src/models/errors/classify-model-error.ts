import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { providerTitle, type ChatProvider } from '../provider.ts';
import { loggableCause, withoutSecret } from './without-secret.ts';
import type { Symptom } from './symptom.ts';

/** The longest wait that a server may ask for, in milliseconds; beyond it the session pauses and says so. */
export const LONGEST_WAIT_MS = 120_000;

/** Everything a sentence about a failed request needs. */
export interface ErrorContext {
  readonly provider: ChatProvider;
  readonly model: string;
  readonly baseUrl: string;
  /** The name of the variable or flag that the key came from, never the key. */
  readonly keyName: string;
  readonly key: string | undefined;
}

interface Row {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly matches: (symptom: Symptom) => boolean;
  /** The sentence; `said` is what the server said. */
  readonly sentence: (context: ErrorContext, said: string, symptom: Symptom) => string;
}

const BILLING_CODE = /^(insufficient_quota|billing_.*|.*spend_limit.*|credit_.*)$/;
const BILLING_TEXT =
  /credit balance is too low|spend(ing)? limit|billing (hard )?limit|insufficient (credits|balance)/i;
const TOO_BIG =
  /context[_ ](length|window)|maximum context|prompt is too long|too many tokens|input is too long/i;
const who = (context: ErrorContext) => providerTitle(context.provider);

/** The table of docs/models.md, first match wins. */
const ROWS: readonly Row[] = [
  {
    code: 'model-billing',
    retryable: false,
    matches: (s) =>
      s.status === 402 ||
      ((s.status === 429 || s.status === 403 || s.status === 400) &&
        (BILLING_CODE.test(s.code ?? '') || BILLING_TEXT.test(s.message))),
    sentence: (c) =>
      `${who(c)} refuses the key of ${c.keyName} because its quota or spend limit is used up: raise the limit or add credit there, then resume.`,
  },
  {
    code: 'model-rate',
    retryable: false,
    matches: (s) => s.status === 429 && (s.retryAfterMs ?? 0) > LONGEST_WAIT_MS,
    sentence: (c, _said, s) =>
      `${who(c)} asks to wait ${Math.ceil((s.retryAfterMs ?? 0) / 1000)} s before the next request, longer than the ${LONGEST_WAIT_MS / 1000} s this waits: resume later.`,
  },
  {
    code: 'model-rate',
    retryable: true,
    matches: (s) => s.status === 429,
    sentence: (c, said) =>
      `${who(c)} still limits the rate of requests for ${c.model} after several waits${said}: lower --max-concurrent-llm or resume later.`,
  },
  {
    // The server's text is left out: some servers quote parts of the key.
    code: 'model-auth',
    retryable: false,
    matches: (s) => s.status === 401 || s.status === 403,
    sentence: (c, _said, s) =>
      `${who(c)} rejects the key of ${c.keyName} (HTTP ${s.status}): set ${c.keyName} to a valid key that may use ${c.model}.`,
  },
  {
    code: 'model-too-big',
    retryable: false,
    matches: (s) => s.status === 413 || (s.status === 400 && TOO_BIG.test(`${s.code ?? ''} ${s.message}`)),
    sentence: (c) =>
      `The prompt is too big for ${c.model}: lower evidence_tokens, split the step, or choose a model with a larger context.`,
  },
  {
    code: 'model-config',
    retryable: false,
    matches: (s) => s.status === 404,
    sentence: (c, said) => `${who(c)} does not know the model ${c.model} at ${c.baseUrl}${said}.`,
  },
  {
    code: 'model-transient',
    retryable: true,
    matches: (s) => s.status === 408 || s.status === 409 || (s.status !== undefined && s.status >= 500),
    sentence: (c, said, s) =>
      `${who(c)} still fails with HTTP ${s.status} after several tries${said}: resume later or choose another model.`,
  },
  {
    code: 'model-config',
    retryable: false,
    matches: (s) => s.status !== undefined,
    sentence: (c, said, s) => `${who(c)} rejects the request to ${c.model} with HTTP ${s.status}${said}.`,
  },
  {
    code: 'model-truncated',
    retryable: true,
    matches: (s) => s.kind === 'broken-off',
    sentence: (c) =>
      `${who(c)} broke off its answers before their end, and nothing of them was used: check the connection and the proxy before ${c.baseUrl}, then resume.`,
  },
  {
    code: 'model-truncated',
    retryable: true,
    matches: (s) => s.kind === 'malformed',
    sentence: (c) =>
      `${who(c)} sent an answer that is not complete JSON: check the proxy before ${c.baseUrl}, then resume.`,
  },
  {
    code: 'model-transient',
    retryable: true,
    matches: (s) => s.kind === 'unexpected',
    sentence: (c, said) =>
      `${c.baseUrl} answered with something that is not a chat completion${said}: check that the base URL is an API of ${c.provider === 'anthropic' ? 'Anthropic' : 'OpenAI'}'s form.`,
  },
  {
    code: 'model-network',
    retryable: true,
    matches: (s) => s.kind === 'connection',
    sentence: (c, _said, s) =>
      `${c.baseUrl} can't be reached (${s.networkCode ?? 'connection failed'}): check the network, the proxy and the base URL, then resume.`,
  },
];

/** Returns the error that the rest of the program sees: a stable code, one sentence, and never the key. */
export function classifyModelError(
  error: unknown,
  symptom: Symptom,
  context: ErrorContext,
): MicrofactoryError {
  const row = ROWS.find((each) => each.matches(symptom));
  const quote = said(symptom.message, context.key);
  // A key may stand in the URL; our own words are left alone.
  const shown = { ...context, baseUrl: withoutSecret(context.baseUrl, context.key) };
  return new MicrofactoryError({
    code: row?.code ?? 'internal',
    message: row?.sentence(shown, quote, symptom) ?? `${who(context)} failed${quote}.`,
    retryable: row?.retryable ?? false,
    cause: loggableCause(error, context.key),
    data: {
      provider: context.provider,
      model: context.model,
      status: symptom.status ?? null,
      retryAfterMs: symptom.retryAfterMs ?? null,
      reason: symptom.networkCode ?? null,
    },
  });
}

/** What the server said, in brackets: the key is taken out before anything is cut, or a part of it could stay. */
function said(message: string, key: string | undefined): string {
  const line = withoutSecret(message, key)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const short = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  return short === '' ? '' : ` (${short})`;
}
