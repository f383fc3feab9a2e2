import { LLMock, type ChatCompletionRequest, type Fixture } from '@copilotkit/aimock';
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** One request as the server saw it, whichever protocol it came by. */
export interface ModelRequest {
  /** Counts requests from 0. */
  readonly index: number;
  readonly model: string;
  readonly system: string;
  /** The user messages, joined. */
  readonly prompt: string;
  readonly temperature: number | undefined;
  readonly seed: number | undefined;
  readonly maxTokens: number | undefined;
  /** Undefined for Anthropic, whose conversion in aimock leaves it out. */
  readonly responseFormat: string | undefined;
  /** The names of all parameters that were sent (OpenAI's protocol). */
  readonly parameters: readonly string[];
  /** A hash of model, messages and seed: equal exactly when the same sample is asked again. */
  readonly sample: string;
}

/** What the server does with a request. */
export type ServerAnswer =
  | string
  | {
      readonly text: string;
      /** OpenAI's words: stop, length, content_filter. */
      readonly finish?: string;
      readonly usage?: { readonly input: number; readonly output: number };
      readonly id?: string;
      readonly delayMs?: number;
    }
  | {
      readonly status: number;
      readonly message: string;
      readonly code?: string;
      readonly param?: string;
      /** In seconds; only sent with 429. */
      readonly retryAfter?: number;
    }
  /** `malformed`: broken JSON with 200. `disconnect`: the connection is cut. `hang`: no answer until the server stops. */
  | { readonly fault: 'malformed' | 'disconnect' | 'hang' };

export interface ModelServerOptions {
  /** Called once a request, in the order of arrival. */
  readonly answer: (request: ModelRequest) => ServerAnswer;
  /** One JSON line a request is appended before it is answered. */
  readonly logFile?: string;
}

export interface ModelServer {
  readonly port: number;
  /** Base URL for OpenAI's protocol (OPENAI_BASE_URL). */
  readonly openaiUrl: string;
  /** Base URL for Anthropic's protocol (ANTHROPIC_BASE_URL). */
  readonly anthropicUrl: string;
  /** Every request so far. */
  readonly log: readonly ModelRequest[];
  stop(): Promise<void>;
}

interface Served {
  readonly request: ModelRequest;
  readonly answer: ServerAnswer;
}

/** Starts aimock on a free loopback port, scripted by a function of the request, for OpenAI's and Anthropic's protocols. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const log: ModelRequest[] = [];
  const served = new WeakMap<object, Served>();
  const serve = (raw: ChatCompletionRequest): Served => {
    const known = served.get(raw);
    if (known !== undefined) return known;
    const request = modelRequest(raw, log.length);
    log.push(request);
    if (options.logFile !== undefined) appendFileSync(options.logFile, `${JSON.stringify(request)}\n`);
    const now = { request, answer: options.answer(request) };
    served.set(raw, now);
    return now;
  };
  const stopped = new AbortController();
  const mock = new LLMock({ port: 0, host: '127.0.0.1', journalMaxEntries: 1 });
  mock.addFixtures(fixtures(serve, stopped.signal));
  await mock.start();
  return {
    port: mock.port,
    openaiUrl: `${mock.url}/v1`,
    anthropicUrl: mock.url,
    log,
    stop: async () => {
      stopped.abort();
      // Closing waits for connections that clients keep open unused; no test needs to.
      await Promise.race([mock.stop(), setTimeout(100, undefined, { ref: false })]);
    },
  };
}

/** aimock injects faults by fixture, so each fault has its own; the script is asked once by whichever looks first. */
function fixtures(serve: (raw: ChatCompletionRequest) => Served, stopped: AbortSignal): Fixture[] {
  const faulty = (fault: string) => (raw: ChatCompletionRequest) => {
    const { answer } = serve(raw);
    return typeof answer === 'object' && 'fault' in answer && answer.fault === fault;
  };
  return [
    { match: { predicate: faulty('malformed') }, response: { content: '' }, chaos: { malformedRate: 1 } },
    { match: { predicate: faulty('disconnect') }, response: { content: '' }, chaos: { disconnectRate: 1 } },
    {
      match: { predicate: (raw) => serve(raw) !== undefined },
      response: (raw) => respond(serve(raw), stopped),
    },
  ];
}

async function respond({ answer, request }: Served, stopped: AbortSignal) {
  if (typeof answer === 'string') return textResponse({ text: answer }, request);
  if ('fault' in answer) {
    await new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve()));
    return { content: '' };
  }
  if ('status' in answer) return errorResponse(answer);
  if (answer.delayMs !== undefined) await setTimeout(answer.delayMs);
  return textResponse(answer, request);
}

type TextAnswer = Extract<ServerAnswer, { text: string }>;
type ErrorAnswer = Extract<ServerAnswer, { status: number }>;

function textResponse(answer: TextAnswer, request: ModelRequest) {
  const { input, output } = answer.usage ?? { input: Math.ceil(request.prompt.length / 4), output: 10 };
  return {
    content: answer.text,
    usage: { prompt_tokens: input, completion_tokens: output, input_tokens: input, output_tokens: output },
    ...(answer.finish !== undefined && { finishReason: answer.finish }),
    ...(answer.id !== undefined && { id: answer.id }),
  };
}

function errorResponse({ status, message, code, param, retryAfter }: ErrorAnswer) {
  const error = { message, type: code ?? 'error', ...(code && { code }), ...(param && { param }) };
  return { error, status, ...(retryAfter !== undefined && { retryAfter }) };
}

function modelRequest(raw: ChatCompletionRequest, index: number): ModelRequest {
  const system = messagesOf(raw, 'system');
  const prompt = messagesOf(raw, 'user');
  const seed = typeof raw['seed'] === 'number' ? raw['seed'] : undefined;
  const maxCompletionTokens = raw['max_completion_tokens'];
  return {
    index,
    model: raw.model,
    system,
    prompt,
    temperature: raw.temperature,
    seed,
    maxTokens: raw.max_tokens ?? (typeof maxCompletionTokens === 'number' ? maxCompletionTokens : undefined),
    responseFormat: raw.response_format?.type,
    parameters: Object.keys(raw).filter((name) => !name.startsWith('_') && raw[name] !== undefined),
    sample: createHash('sha256')
      .update(JSON.stringify([raw.model, system, prompt, seed ?? null]))
      .digest('hex')
      .slice(0, 16),
  };
}

function messagesOf(raw: ChatCompletionRequest, role: string): string {
  return raw.messages
    .filter((message) => message.role === role)
    .map(({ content }) =>
      typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join(''),
    )
    .join('\n');
}

/** Returns a script that gives the answers in the order of arrival, and the last one for ever. */
export function inOrder(
  ...answers: readonly [ServerAnswer, ...ServerAnswer[]]
): (request: ModelRequest) => ServerAnswer {
  return ({ index }) => answers[Math.min(index, answers.length - 1)] as ServerAnswer;
}
