const CHARACTERS_A_TOKEN = 4;

/** Returns about how many tokens so many characters are: for what nobody counted, because none would look like no cost. */
export function aboutTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}
