import { isRecord } from '../../engine/json.ts';
import type { FinishReason } from '../../engine/ports/chat-model.ts';
import { countOf, fields, listOf, required, textOf } from './json-fields.ts';
import type { BilledTokens } from './provider-client.ts';
import type { AnswerSoFar } from './read-answer.ts';
import { StreamFailure } from './stream-failure.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

export const MESSAGES_FINISH: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool',
  refusal: 'refusal',
};

/** Takes an event of a streamed message (the SDK throws for `error`, and leaves out `ping`). */
export function takeMessageEvent(event: unknown, answer: AnswerSoFar): void {
  const all = required(event, 'no JSON object');
  switch (all['type']) {
    case 'message_start':
      return takeEnvelope(fields(all['message']), answer, false);
    case 'content_block_start':
      return takeBlock(fields(all['content_block']), answer);
    case 'content_block_delta':
      return takeDelta(fields(all['delta']), answer);
    case 'message_delta':
      takeEnd(fields(all['delta']), answer);
      return takeUsage(all['usage'], answer, true);
    case 'message_stop':
      answer.complete = true;
      return undefined;
    default:
  }
}

/** Takes a message that came whole. Throws UnexpectedReply when it is none. */
export function takeMessage(data: unknown, answer: AnswerSoFar): void {
  const all = required(data, 'no JSON object');
  if (isRecord(all['error'])) throw new StreamFailure(all['error']);
  if (!Array.isArray(all['content'])) throw new UnexpectedReply('no content');
  takeEnvelope(all, answer, true);
  for (const block of listOf(all['content'])) takeBlock(fields(block), answer);
  takeEnd(all, answer);
}

function takeEnvelope(message: Readonly<Record<string, unknown>>, answer: AnswerSoFar, ended: boolean): void {
  answer.id = textOf(message['id']);
  answer.model = textOf(message['model']);
  answer.choices.at(0);
  takeUsage(message['usage'], answer, ended);
}

/** Reasoning blocks are paid for, and not part of the answer. */
function takeBlock(block: Readonly<Record<string, unknown>>, answer: AnswerSoFar): void {
  const choice = answer.choices.at(0);
  const text = block['type'] === 'text' ? textOf(block['text']) : '';
  choice.text += text;
  choice.heard += text.length + textOf(block['thinking']).length;
}

function takeDelta(delta: Readonly<Record<string, unknown>>, answer: AnswerSoFar): void {
  const choice = answer.choices.at(0);
  const text = delta['type'] === 'text_delta' ? textOf(delta['text']) : '';
  choice.text += text;
  choice.heard += text.length + textOf(delta['thinking']).length;
}

function takeEnd(from: Readonly<Record<string, unknown>>, answer: AnswerSoFar): void {
  if (typeof from['stop_reason'] === 'string') answer.choices.at(0).raw = from['stop_reason'];
}

/** Until the message ends, its output tokens are those of its first piece, and no count. */
function takeUsage(value: unknown, answer: AnswerSoFar, ended: boolean): void {
  const usage = fields(value);
  const counted: Partial<BilledTokens> = withoutUnknown({
    input: countOf(usage['input_tokens']),
    output: ended ? countOf(usage['output_tokens']) : undefined,
    cacheRead: countOf(usage['cache_read_input_tokens']),
    cacheWrite: countOf(usage['cache_creation_input_tokens']),
  });
  answer.tokens = { ...answer.tokens, ...counted };
}

function withoutUnknown(counts: Readonly<Record<string, number | undefined>>): Partial<BilledTokens> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}
