import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { programRow, type ProgramProvider, type ProgramRow } from '../../protocol/providers.ts';

/** What is known of a run that gave no answer. */
export interface ProgramFailure {
  readonly provider: ProgramProvider;
  readonly model: string;
  /** What it said, secrets already taken out; '' when it said nothing. */
  readonly said: string;
  /** The HTTP status behind it, where the program tells. */
  readonly status: number | undefined;
  /** How it ended, such as `exit status 1`. */
  readonly ending: string;
}

interface Row {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly matches: (failure: ProgramFailure, said: string) => boolean;
  readonly sentence: (row: ProgramRow, failure: ProgramFailure, quote: string) => string;
}

const status =
  (...wanted: readonly number[]) =>
  ({ status: known }: ProgramFailure, said: string): boolean =>
    wanted.some(
      (each) => known === each || new RegExp(`\\b(status|error:?|http)[ :]+${each}\\b`, 'iu').test(said),
    );

const anyOf =
  (words: RegExp, ...wanted: readonly number[]) =>
  (failure: ProgramFailure, said: string): boolean =>
    words.test(said) || (wanted.length > 0 && status(...wanted)(failure, said));

/** First match wins: the same codes as models behind an API have. */
const ROWS: readonly Row[] = [
  {
    code: 'configuration',
    retryable: false,
    matches: anyOf(/unknown option|unexpected argument|unrecognized (option|subcommand)/iu),
    sentence: ({ title, install }, _failure, quote) =>
      `${title} does not know an option that it is called with${quote}: bring it up to date with ${install}.`,
  },
  {
    code: 'model-billing',
    retryable: false,
    matches: anyOf(
      /usage limit|limit reached|hit your (\w+ )?limit|out of credits|credit balance|quota exceeded|insufficient_quota|billing|spend(ing)? limit/iu,
      402,
    ),
    sentence: ({ title }, _failure, quote) =>
      `${title} has used up what its plan allows${quote}: wait until that begins anew or add credit there, then resume.`,
  },
  {
    code: 'model-auth',
    retryable: false,
    matches: anyOf(
      /not logged in|log ?in again|\/login|please (log|sign) in|invalid api key|missing (bearer|api key)|unauthorized|authentication|(token|session) has expired|expired token/iu,
      401,
      403,
    ),
    // What it said is left out: it may quote a part of a key.
    sentence: ({ title, logIn, keyVariables }) =>
      `${title} is not logged in: log in with ${logIn}, or set ${keyVariables[0] ?? ''}, then resume.`,
  },
  {
    code: 'model-rate',
    retryable: true,
    matches: anyOf(/rate.?limit|too many requests/iu, 429),
    sentence: ({ title }, _failure, quote) =>
      `${title} still limits the rate of requests after several waits${quote}: lower --max-concurrent-llm or resume later.`,
  },
  {
    code: 'model-too-big',
    retryable: false,
    matches: anyOf(/prompt is too long|context (window|length)|too many tokens|input is too long/iu, 413),
    sentence: ({ title }) =>
      `The prompt is too big for ${title}: lower evidence_tokens, split the step, or choose a model with a larger context.`,
  },
  {
    code: 'model-config',
    retryable: false,
    matches: anyOf(
      /model.{0,80}(not (found|supported|exist)|does not exist|may not exist|no access)|issue with the selected model|model_not_found|not_found_error/iu,
      404,
    ),
    sentence: ({ title }, { model }, quote) =>
      `${title} does not know the model ${model}${quote}: name another with --llm-model.`,
  },
  {
    code: 'model-transient',
    retryable: true,
    matches: anyOf(
      /overloaded|at capacity|high demand|internal server error|bad gateway|service unavailable|stream disconnected/iu,
      500,
      502,
      503,
      504,
      529,
    ),
    sentence: ({ title }, _failure, quote) =>
      `${title} still meets an overloaded or failing server after several tries${quote}: resume later or choose another model.`,
  },
  {
    code: 'model-network',
    retryable: true,
    matches: anyOf(
      /connection (error|refused|reset)|unable to connect|error sending request|ENOTFOUND|ECONN\w+|ETIMEDOUT|EAI_AGAIN|dns error/iu,
    ),
    sentence: ({ title }, _failure, quote) =>
      `${title} can't reach its server${quote}: check the network and the proxy, then resume.`,
  },
];

/** Returns the error of a run that gave no answer: a stable code and one sentence. */
export function programFailure(failure: ProgramFailure): MicrofactoryError {
  const row = programRow(failure.provider);
  const found = ROWS.find((each) => each.matches(failure, failure.said));
  const quote = quoted(failure.said);
  const { provider, model } = failure;
  return new MicrofactoryError({
    code: found?.code ?? 'model-transient',
    retryable: found?.retryable ?? true,
    message:
      found?.sentence(row, failure, quote) ??
      `${row.title} gave no answer (${failure.ending})${quote}: try ${row.command} in a terminal, then resume.`,
    data: { provider, model, status: failure.status ?? null },
  });
}

/** Returns the error of a program that could not be started. */
export function notStarted(provider: ProgramProvider, why: string): MicrofactoryError {
  const { title, install, logIn, pathVariable } = programRow(provider);
  return new MicrofactoryError({
    code: 'configuration',
    message: `${title} can't be started (${why.replace(/\.$/u, '')}): install it with ${install} and log in with ${logIn}, or name its place in ${pathVariable}.`,
  });
}

/** Returns the error of a program that was silent, or went on, for too long; `seconds` is the limit. */
export function tooSlow(provider: ProgramProvider, seconds: number, idle: boolean): MicrofactoryError {
  const { title } = programRow(provider);
  const what = idle ? `said nothing for ${seconds} s` : `gave no complete answer within ${seconds} s`;
  return new MicrofactoryError({
    code: 'model-stall',
    retryable: true,
    message: `${title} ${what}: resume later or choose a faster model.`,
  });
}

const LONGEST_QUOTE = 200;

function quoted(said: string): string {
  const line = said
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/\.$/u, '');
  const short = line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
  return short === '' ? '' : ` (${short})`;
}
