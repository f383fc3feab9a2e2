import type { Json } from '../../../engine/json.ts';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';

type Settings = readonly Readonly<Record<string, Json>>[];

const CHARACTERS_PER_TOKEN = 4;

/** Returns the red flag of an answer that is longer than a configured `length` flagger allows, or none. */
export function lengthFlags(text: string, redFlaggers: Settings): RedFlag[] {
  const tokens = Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  return redFlaggers.flatMap((flagger) => {
    const limit = flagger['max_tokens'];
    if (kindOf(flagger) !== 'length' || typeof limit !== 'number' || tokens <= limit) return [];
    return [{ rule: 'too-long', reason: `The answer is about ${tokens} tokens long; ${limit} are allowed.` }];
  });
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

function kindOf(flagger: Readonly<Record<string, Json>>): Json | undefined {
  return flagger['type'] ?? flagger['name'];
}
