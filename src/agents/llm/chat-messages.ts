import type { ChatMessage } from '../../engine/ports/chat-model.ts';
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

/**
 * Returns system and user message. The bytes are the same for all samples of a step and wording up to the end of the user message,
 * where options and words that differ by sample stand. (One user message, because some servers refuse two in a row.)
 */
export function chatMessages({ template, variables, sampleIndex, wording }: SamplePrompt): ChatMessage[] {
  const { system, user, sample } = render(template, variables, wording);
  const missing = whatTheTemplateLeftOut(template, variables);
  const first = joined([system, missing.guide]);
  const last = joined([leadOf(wording), user, sample, missing.options, sampleVariation(sampleIndex)]);
  const messages: ChatMessage[] = [{ role: 'user', content: last }];
  return first === '' ? messages : [{ role: 'system', content: first }, ...messages];
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
