import type { ChatMessage, ChatRequest } from '../../engine/ports/chat-model.ts';
import { render, type PromptVariables, type Template } from '../../prompts/index.ts';
import { leadOf } from './other-wording.ts';
import { sampleVariation } from './sample-variation.ts';

export interface SamplePrompt {
  readonly template: Template;
  readonly variables: PromptVariables;
  readonly sampleIndex: number;
  /** 0 is the template as it was written. */
  readonly wording: number;
}

/** What is sent: the bytes of `messages` are the same for all samples of a step and wording. */
export type SampleMessages = Pick<ChatRequest, 'messages' | 'variation'>;

/**
 * Returns system and user message, and apart from them the options and words that differ by sample, which end the user's.
 * (One user message, because some servers refuse two in a row.)
 */
export function chatMessages({ template, variables, sampleIndex, wording }: SamplePrompt): SampleMessages {
  const { system, user, sample } = render(template, variables, wording);
  const missing = whatTheTemplateLeftOut(template, variables);
  const first = joined([system, missing.guide]);
  const last: ChatMessage = { role: 'user', content: joined([leadOf(wording), user]) };
  return {
    messages: first === '' ? [last] : [{ role: 'system', content: first }, last],
    variation: joined([sample, missing.options, sampleVariation(sampleIndex)]),
  };
}

/** A person's own template need not mention how answers are written; they could not be read without it. */
function whatTheTemplateLeftOut({ source }: Template, { formatGuide, options }: PromptVariables) {
  const listed = options.map(({ number, text }) => `Option ${number}:\n${text}`).join('\n\n');
  return {
    guide: /\bformatGuide\b/.test(source) ? '' : formatGuide,
    options: options.length === 0 || /\boptions\b/.test(source) ? '' : `${listed}\n\n${CHOICE_GUIDE}`,
  };
}

const CHOICE_GUIDE = 'Answer with the number of one option as JSON and nothing else: {"choice": 1}';

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
