import type { ChatRequest } from '../../engine/ports/chat-model.ts';

/** Gives how many tokens of `o200k_base` a text has. */
export type CountTokens = (text: string) => number;

/** What a message takes besides its text; OpenAI's cookbook counts 3, and 3 for the answer's beginning. */
const A_MESSAGE = 4;

/** Other vocabularies than the counted one need more tokens for the same text; so much more at most is reckoned with. */
const OTHER_VOCABULARY = 1.3;
const COUNTED: ReadonlySet<string> = new Set(['openai', 'azure']);

/** Returns how many tokens a request's prompt has at most, as far as counting here can tell. */
export function promptTokens(request: ChatRequest, provider: string, count: CountTokens): number {
  const { messages, variation = '', schema } = request;
  const texts = [...messages.map(({ content }) => content), variation];
  if (schema !== undefined) texts.push(JSON.stringify(schema));
  const tokens = texts.reduce((sum, text) => sum + count(text) + A_MESSAGE, 0);
  return Math.ceil(tokens * (COUNTED.has(provider) ? 1 : OTHER_VOCABULARY));
}
