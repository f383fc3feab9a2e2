import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import { endsInFence, type MarkdownParts } from './markdown.ts';

/** Words that nobody writes in a finished text; looked for outside code and quotes, where they may be what is reported. */
const PLACEHOLDERS: readonly RegExp[] = [
  /\blorem ipsum\b/i,
  /(^|[\s([{*_])(TODO|TBD|FIXME)\b\s*(:|\]|\)|$)/m,
  /\[(insert|add|your|fill in|placeholder)\b[^\]]*\](?!\()/i,
  /<(insert|add|your|fill in)\b[^>]*>/i,
];

const REFUSALS: readonly RegExp[] = [
  /\bas an? (AI|artificial intelligence|(large )?language model)\b/i,
  /^\W*(I['’]m sorry|I am sorry|Sorry,|I can['’]?t|I cannot|I am unable|I['’]m unable) /i,
  /\bI (cannot|can['’]t|am unable to|['’]m unable to) (help|assist|comply|fulfil|provide)\b/i,
];

/** Returns the red flags that prose raises whatever it is about: refused, cut off, unfinished. */
export function proseFlags(text: string, { prose }: MarkdownParts): RedFlag[] {
  return [
    ...found('refusal', 'The answer refuses or speaks of itself', prose, REFUSALS),
    ...found('placeholder', 'The answer holds a placeholder', prose, PLACEHOLDERS),
    ...(endsInFence(text)
      ? [{ rule: 'truncated', reason: 'A block of code is not closed: the answer was cut off.' }]
      : []),
  ];
}

function found(rule: string, what: string, text: string, patterns: readonly RegExp[]): RedFlag[] {
  const match = patterns
    .map((pattern) => pattern.exec(text)?.[0].trim())
    .find((words) => words !== undefined);
  return match === undefined ? [] : [{ rule, reason: `${what}: "${match}".`, evidence: match }];
}
