import type { Json } from '../engine/json.ts';
import type { RedFlag } from '../engine/maker/red-flag.ts';

type Flagger = Readonly<Record<string, Json>>;
type Settings = readonly Flagger[];

const CHARACTERS_PER_TOKEN = 4;

const BY_KIND: Readonly<Record<string, (text: string, flagger: Flagger) => RedFlag[]>> = {
  length: lengthFlags,
  forbids: forbiddenWords,
  requires: requiredWords,
};

/** Returns the red flags that configured flaggers of any domain raise about an answer's text. */
export function textFlags(text: string, redFlaggers: Settings): RedFlag[] {
  return redFlaggers.flatMap((flagger) => BY_KIND[String(kindOf(flagger))]?.(text, flagger) ?? []);
}

/** Returns false for a red flag of a domain that the settings switch off: `{ type: legality, enabled: false }`. */
export function isOn(redFlaggers: Settings, type: string): boolean {
  return !redFlaggers.some((flagger) => kindOf(flagger) === type && flagger['enabled'] === false);
}

/** Returns the languages whose files must parse after any change, from configured `syntax` flaggers. */
export function languagesThatMustParse(redFlaggers: Settings): ReadonlySet<string> {
  const named = redFlaggers
    .filter((flagger) => kindOf(flagger) === 'syntax')
    .map((flagger) => flagger['language']);
  return new Set(
    named.filter((language) => typeof language === 'string').map((language) => language.toLowerCase()),
  );
}

function lengthFlags(text: string, { max_tokens: limit }: Flagger): RedFlag[] {
  const tokens = Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  if (typeof limit !== 'number' || tokens <= limit) return [];
  return [{ rule: 'too-long', reason: `The answer is about ${tokens} tokens long; ${limit} are allowed.` }];
}

function forbiddenWords(text: string, flagger: Flagger): RedFlag[] {
  return wordsOf(flagger)
    .filter((words) => contains(text, words))
    .map((words) => ({ rule: 'forbidden-words', reason: `The answer says "${words}", which is forbidden.` }));
}

function requiredWords(text: string, flagger: Flagger): RedFlag[] {
  return wordsOf(flagger)
    .filter((words) => !contains(text, words))
    .map((words) => ({ rule: 'missing-words', reason: `The answer does not say "${words}".` }));
}

// Literal words, not patterns: a repository's file may name them, and a pattern could be made to run for ever.
function contains(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

function wordsOf({ words }: Flagger): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}

function kindOf(flagger: Flagger): Json | undefined {
  return flagger['type'] ?? flagger['name'];
}
