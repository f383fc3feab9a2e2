import { isRecord } from '../../engine/json.ts';
import type { FinishReason } from '../../engine/ports/chat-model.ts';
import { countOf, fields, listOf, required, textOf } from './json-fields.ts';
import type { AnswerSoFar } from './read-answer.ts';
import { StreamFailure } from './stream-failure.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

export const RESPONSES_FINISH: Readonly<Record<string, FinishReason>> = {
  completed: 'stop',
  max_output_tokens: 'length',
  // Without a reason it is still no whole answer.
  incomplete: 'length',
  content_filter: 'refusal',
};

type Fields = Readonly<Record<string, unknown>>;

/** Takes an event of a streamed response; throws StreamFailure for one that tells of an error. */
export function takeResponseEvent(event: unknown, answer: AnswerSoFar): void {
  const all = required(event, 'no JSON object');
  switch (all['type']) {
    case 'response.created':
      return takeEnvelope(fields(all['response']), answer);
    case 'response.output_text.delta':
      return takeText(textOf(all['delta']), answer);
    case 'response.refusal.delta':
      return takeRefusal(textOf(all['delta']), answer);
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      answer.choices.at(0).heard += textOf(all['delta']).length;
      return undefined;
    case 'response.completed':
    case 'response.incomplete':
      return takeEnd(fields(all['response']), answer);
    case 'response.failed':
      throw failed(fields(all['response']));
    case 'error':
      throw new StreamFailure(all);
    default:
  }
}

/** Takes a response that came whole. Throws UnexpectedReply when it is none. */
export function takeResponse(data: unknown, answer: AnswerSoFar): void {
  const response = required(data, 'no JSON object');
  if (isRecord(response['error'])) throw new StreamFailure(response['error']);
  if (!Array.isArray(response['output'])) throw new UnexpectedReply('no output');
  takeEnd(response, answer);
}

function takeEnvelope(response: Fields, answer: AnswerSoFar): void {
  answer.id = textOf(response['id']);
  answer.model = textOf(response['model']);
  answer.choices.at(0);
}

/** The last event holds the whole answer again: where deltas were left out, it is the answer. */
function takeEnd(response: Fields, answer: AnswerSoFar): void {
  takeEnvelope(response, answer);
  const choice = answer.choices.at(0);
  if (choice.text === '' && choice.refusal === '') takeOutput(response, answer);
  choice.raw = endOf(response);
  answer.tokens = tokensOf(fields(response['usage']));
  answer.complete = true;
}

/** Reasoning is an item of its own, and not part of the answer. */
function takeOutput(response: Fields, answer: AnswerSoFar): void {
  const parts = listOf(response['output'])
    .map(fields)
    .filter((item) => item['type'] === 'message')
    .flatMap((item) => listOf(item['content']).map(fields));
  for (const part of parts) {
    takeText(part['type'] === 'output_text' ? textOf(part['text']) : '', answer);
    takeRefusal(part['type'] === 'refusal' ? textOf(part['refusal']) : '', answer);
  }
}

function endOf(response: Fields): string {
  const reason = textOf(fields(response['incomplete_details'])['reason']);
  return reason === '' ? textOf(response['status']) || 'completed' : reason;
}

function failed(response: Fields): StreamFailure {
  return new StreamFailure(response['error'] ?? { type: 'server_error' });
}

function takeText(text: string, answer: AnswerSoFar): void {
  const choice = answer.choices.at(0);
  choice.text += text;
  choice.heard += text.length;
}

function takeRefusal(text: string, answer: AnswerSoFar): void {
  const choice = answer.choices.at(0);
  choice.refusal += text;
  choice.heard += text.length;
}

function tokensOf(usage: Fields): AnswerSoFar['tokens'] {
  const details = fields(usage['input_tokens_details']);
  const cacheRead = countOf(details['cached_tokens']) ?? 0;
  const cacheWrite = countOf(details['cache_write_tokens']) ?? 0;
  const input = countOf(usage['input_tokens']);
  const output = countOf(usage['output_tokens']);
  return {
    ...(input !== undefined && { input: Math.max(0, input - cacheRead - cacheWrite) }),
    ...(output !== undefined && { output }),
    cacheRead,
    cacheWrite,
  };
}
