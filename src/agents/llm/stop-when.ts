import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';

/** More than these a token no text has: what is longer by them is longer by every way of counting. */
const MOST_CHARACTERS_A_TOKEN = 8;

/**
 * Returns what ends the reading of an answer that would surely be thrown away: one that is far over its limit, or one of
 * a discriminator that can't become the number of an option any more. `longest` is the limit of tokens that a red flag
 * holds the role's answers to.
 */
export function stopWhen(
  { options, maxTokens }: Pick<ProposeRequest, 'options' | 'maxTokens'>,
  longest: number | undefined,
): NonNullable<ChatRequest['stopWhen']> {
  const limit = Math.min(maxTokens, longest ?? maxTokens);
  return (text) => {
    if (text.length > limit * MOST_CHARACTERS_A_TOKEN) return `it is far longer than ${limit} tokens`;
    return options !== undefined && !mayBecomeChoice(text) ? 'it is not the number of an option' : undefined;
  };
}

/** A choice begins with a number, an object or a fence; after a bare number nothing may follow. */
function mayBecomeChoice(text: string): boolean {
  const start = text.trimStart();
  if (start === '' || start.startsWith('{')) return true;
  return /^\d+\.?\s*$/.test(start) || start.startsWith('```') || '```'.startsWith(start);
}
