import type { ChatMessage, ChatRequest } from '../../engine/ports/chat-model.ts';

/** Returns the messages with what the sample alone is told at the end of the last one. */
export function wholeMessages({ messages, variation = '' }: ChatRequest): readonly ChatMessage[] {
  const last = messages.at(-1);
  if (last === undefined || variation === '') return messages;
  return [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${variation}` }];
}
