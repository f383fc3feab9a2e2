import { isRecord, parseJson } from '../../engine/json.ts';
import type { FinishReason } from '../../engine/ports/chat-model.ts';
import type { ProgramProvider } from '../../protocol/providers.ts';
import type { ProviderReply } from '../providers/provider-client.ts';

type JsonObject = Record<string, unknown>;

/** What a program said on standard output: a whole answer, or what went wrong, or neither. */
export interface ProgramSaid {
  readonly reply?: ProviderReply;
  readonly failure?: { readonly message: string; readonly status?: number };
}

const READERS: Readonly<Record<ProgramProvider, (events: readonly JsonObject[]) => ProgramSaid>> = {
  'codex-cli': codexSaid,
  'claude-cli': claudeSaid,
};

/** Reads the program's events, one JSON object a line; lines that are none are passed over. */
export function programSaid(provider: ProgramProvider, stdout: string): ProgramSaid {
  const events = stdout
    .split('\n')
    .map((line) => parseJson(line.trim()))
    .filter(isRecord);
  return READERS[provider](events);
}

/** An answer counts only when the turn was completed: what was said before a cut is none. */
function codexSaid(events: readonly JsonObject[]): ProgramSaid {
  const message = (event: JsonObject | undefined) =>
    text(record(event?.['error'])['message'] ?? event?.['message']);
  const failed = message(ofType(events, 'turn.failed')) || message(ofType(events, 'error'));
  const completed = ofType(events, 'turn.completed');
  const messages = events
    .map((event) => record(event['item']))
    .filter((item) => item['type'] === 'agent_message' && typeof item['text'] === 'string');
  const answer = messages.at(-1)?.['text'];
  if (completed === undefined || typeof answer !== 'string')
    return failed === '' ? {} : { failure: { message: failed } };
  const usage = record(completed['usage']);
  const cached = count(usage['cached_input_tokens']);
  return {
    reply: {
      text: answer,
      finish: { unified: 'stop', raw: null },
      tokens: {
        input: Math.max(0, count(usage['input_tokens']) - cached),
        output: count(usage['output_tokens']),
        cacheRead: cached,
        cacheWrite: 0,
      },
      requestId: text(ofType(events, 'thread.started')?.['thread_id']),
      model: '',
    },
  };
}

function claudeSaid(events: readonly JsonObject[]): ProgramSaid {
  const result = ofType(events, 'result');
  if (result === undefined) return {};
  const answer = result['result'];
  if (result['is_error'] === true || result['subtype'] !== 'success' || typeof answer !== 'string') {
    const status = result['api_error_status'];
    const message = text(answer) || text(result['subtype']);
    return { failure: { message, ...(typeof status === 'number' && { status }) } };
  }
  const last = record(ofType(events, 'assistant')?.['message']);
  const stopReason = text(result['stop_reason'] ?? last['stop_reason']);
  const usage = record(result['usage']);
  const cost = result['total_cost_usd'];
  return {
    reply: {
      text: answer,
      finish: { unified: FINISH[stopReason] ?? 'stop', raw: stopReason === '' ? null : stopReason },
      tokens: {
        input: count(usage['input_tokens']),
        output: count(usage['output_tokens']),
        cacheRead: count(usage['cache_read_input_tokens']),
        cacheWrite: count(usage['cache_creation_input_tokens']),
      },
      requestId: text(result['session_id']),
      model: text(last['model']) || text(ofType(events, 'system')?.['model']),
      ...(typeof cost === 'number' && cost > 0 && { costUsd: cost }),
    },
  };
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  max_tokens: 'length',
  refusal: 'refusal',
  tool_use: 'tool',
};

/** The last event of a type: a program may say some of them more than once. */
function ofType(events: readonly JsonObject[], type: string): JsonObject | undefined {
  return events.findLast((event) => event['type'] === type);
}

function record(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}
