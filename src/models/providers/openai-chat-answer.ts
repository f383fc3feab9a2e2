import { isRecord } from '../../engine/json.ts';
import type { FinishReason } from '../../engine/ports/chat-model.ts';
import type { ChoiceSoFar } from './choices.ts';
import { countOf, fields, listOf, required, textOf } from './json-fields.ts';
import type { BilledTokens } from './provider-client.ts';
import type { AnswerSoFar } from './read-answer.ts';
import { StreamFailure } from './stream-failure.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

export const CHAT_FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'refusal',
  tool_calls: 'tool',
  function_call: 'tool',
};

/** Takes a chunk of a streamed chat completion. */
export function takeChatChunk(chunk: unknown, answer: AnswerSoFar): void {
  const all = required(chunk, 'no JSON object');
  takeEnvelope(all, answer);
  for (const each of listOf(all['choices'])) takeChoice(fields(each), 'delta', answer);
  const choices = answer.choices.all();
  answer.complete = choices.length > 0 && choices.every(({ raw }) => raw !== null);
}

/** Takes a chat completion that came whole. Throws UnexpectedReply when it is none. */
export function takeChatCompletion(data: unknown, answer: AnswerSoFar): void {
  const all = required(data, 'no JSON object');
  takeEnvelope(all, answer);
  const choices = listOf(all['choices']);
  if (choices.length === 0) throw new UnexpectedReply('no choices');
  for (const each of choices) {
    required(fields(each)['message'], 'no message');
    takeChoice(fields(each), 'message', answer);
  }
}

function takeEnvelope(all: Readonly<Record<string, unknown>>, answer: AnswerSoFar): void {
  // Some servers tell of an error with 200.
  if (isRecord(all['error'])) throw new StreamFailure(all['error']);
  answer.id ||= textOf(all['id']);
  answer.model ||= textOf(all['model']);
  if (!isRecord(all['usage'])) return;
  answer.tokens = tokensOf(all['usage']);
  const cost = countOf(all['usage']['cost']);
  if (cost !== undefined) answer.costUsd = cost;
}

function takeChoice(
  choice: Readonly<Record<string, unknown>>,
  part: 'delta' | 'message',
  answer: AnswerSoFar,
): void {
  const said = fields(choice[part]);
  const soFar = answer.choices.at(countOf(choice['index']) ?? 0);
  takeText(said, soFar);
  if (choice['finish_reason'] === 'error')
    throw new StreamFailure(choice['error'] ?? { type: 'server_error' });
  if (typeof choice['finish_reason'] === 'string') soFar.raw = choice['finish_reason'];
}

/** What was reasoned is paid for, and not part of the answer. */
function takeText(said: Readonly<Record<string, unknown>>, soFar: ChoiceSoFar): void {
  const text = contentText(said['content']);
  const refusal = textOf(said['refusal']);
  const reasoning = textOf(said['reasoning_content']) || textOf(said['reasoning']);
  soFar.text += text;
  soFar.refusal += refusal;
  soFar.heard += text.length + refusal.length + reasoning.length;
}

function tokensOf(usage: Readonly<Record<string, unknown>>): Partial<BilledTokens> {
  const details = fields(usage['prompt_tokens_details']);
  const cacheRead = countOf(details['cached_tokens']) ?? 0;
  const cacheWrite = countOf(details['cache_write_tokens']) ?? 0;
  const input = countOf(usage['prompt_tokens']);
  const output = countOf(usage['completion_tokens']);
  return {
    ...(input !== undefined && { input: Math.max(0, input - cacheRead - cacheWrite) }),
    ...(output !== undefined && { output }),
    cacheRead,
    cacheWrite,
  };
}

/** Some compatible servers answer with a list of text parts. */
function contentText(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map((part) => textOf(fields(part)['text'])).join('');
}
