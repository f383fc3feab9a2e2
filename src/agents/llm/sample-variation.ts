// The same request in other words. Samples must not differ in what is asked, only in the words that lead to it: that
// keeps them independent where a model takes no temperature.
const OPENINGS: readonly string[] = [
  'Take a fresh look at the task.',
  'Work it out from the beginning.',
  'Read everything above once more before you answer.',
  'Consider what was meant before you decide.',
  'Go through it slowly.',
  'Start from what is observed and reason from there.',
  'Be exact rather than quick.',
  'Look at the smallest detail that matters.',
  'Decide on the merits of what is shown.',
  'Think about what a careful colleague would do.',
  'Check each assumption against what is shown.',
  'Weigh the simplest explanation first.',
];

const ENDINGS: readonly string[] = [
  '',
  'Then answer in the required form.',
  'Answer only when it is settled.',
  'Keep to the required form.',
  'Give the one answer you would stand by.',
  'Answer in the form asked for, nothing else.',
  'Settle on one answer.',
  'Then write the answer as told.',
];

/** Returns the words that end a sample's prompt: none for the first, different ones for each of the next 95, then again. */
export function sampleVariation(sampleIndex: number): string {
  if (sampleIndex === 0) return '';
  const position = sampleIndex - 1;
  const opening = OPENINGS[position % OPENINGS.length] ?? '';
  const ending = ENDINGS[Math.floor(position / OPENINGS.length) % ENDINGS.length] ?? '';
  return `${opening} ${ending}`.trim();
}
