import type { FinishReason } from '../../engine/ports/chat-model.ts';
import type { ProviderChoice } from './provider-client.ts';
import { withoutThinking } from './without-thinking.ts';

/** A choice while it is being read. */
export interface ChoiceSoFar {
  text: string;
  /** What the model said instead of an answer. */
  refusal: string;
  /** The wire's own word for why it ended; null until then. */
  raw: string | null;
  /** Why we read no further of it. */
  cut?: string;
  /** Characters that were received of it, reasoning among them. */
  heard: number;
}

/** The choices of one answer, in the order of their index. */
export interface Choices {
  at(index: number): ChoiceSoFar;
  all(): readonly ChoiceSoFar[];
}

/** Returns an answer of which nothing was read yet. */
export function noChoices(): Choices {
  const known = new Map<number, ChoiceSoFar>();
  return {
    at(index) {
      const choice = known.get(index) ?? { text: '', refusal: '', raw: null, heard: 0 };
      known.set(index, choice);
      return choice;
    },
    all: () => [...known].sort(([a], [b]) => a - b).map(([, choice]) => choice),
  };
}

/** Returns the choice as it is handed on. `words` are the wire's words for why answers end. */
export function providerChoice(
  { text, refusal, raw, cut }: ChoiceSoFar,
  words: Readonly<Record<string, FinishReason>>,
): ProviderChoice {
  if (cut !== undefined) return { text: withoutThinking(text), finish: { unified: 'cut', raw: cut } };
  if (refusal !== '') return { text: refusal, finish: { unified: 'refusal', raw } };
  return { text: withoutThinking(text), finish: { unified: words[raw ?? ''] ?? 'other', raw } };
}
