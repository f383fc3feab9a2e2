import type Anthropic from '@anthropic-ai/sdk';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';

type Prompt = Pick<Anthropic.MessageCreateParams, 'system' | 'messages'>;
type Text = Anthropic.TextBlockParam;

/**
 * Returns system and messages. What all samples share ends with a mark up to which Anthropic keeps it
 * (https://platform.claude.com/docs/en/build-with-claude/prompt-caching); what one sample alone is told is a block after it.
 */
export function promptOf({ messages, variation = '' }: ChatRequest, marked: boolean): Prompt {
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : []));
  const told = messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }]));
  const last = told.at(-1);
  const shared = told.slice(0, -1);
  return {
    ...(system.length > 0 && { system: [textBlock(system.join('\n\n'), marked)] }),
    messages:
      last === undefined
        ? []
        : [...shared, { ...last, content: lastBlocks(last.content, variation, marked) }],
  };
}

function lastBlocks(content: string, variation: string, marked: boolean): Text[] {
  const own: Text[] = variation === '' ? [] : [{ type: 'text', text: `\n\n${variation}` }];
  return [textBlock(content, marked), ...own];
}

function textBlock(text: string, marked: boolean): Text {
  return { type: 'text', text, ...(marked && { cache_control: { type: 'ephemeral' } }) };
}
