import { ownValue } from '../own-value.ts';

/** Flags of the command line that the engine's sentences name, by the setting that says the same here. */
const SETTING_OF: Readonly<Record<string, string>> = {
  'llm-provider': 'provider',
  'llm-model': 'model',
  domain: 'domain',
  samples: 'samples',
  k: 'k',
  'dissent-sensitive': 'dissentSensitive',
  'adaptive-k': 'adaptiveK',
  'target-success': 'targetSuccess',
  'max-concurrent-llm': 'maxConcurrentLlm',
  'max-concurrent-steps': 'maxConcurrentSteps',
  'max-usd': 'budget.maxUsd',
  'max-tokens': 'budget.maxTokens',
  'max-calls': 'budget.maxCalls',
  'max-minutes': 'budget.maxMinutes',
  ask: 'ask',
  'on-gate': 'onGate',
  config: 'configPath',
  seed: 'seed',
  'keep-days': 'storage.keepDays',
  'max-size': 'storage.maxSize',
};

/** What is no setting here, but something that is done otherwise. */
const SAID_OTHERWISE: readonly (readonly [said: RegExp, here: string])[] = [
  [/\bgive another with --repo-path\b/gu, 'open another'],
  [/\bgive its folder with --repo-path\b/gu, 'open its folder'],
  [/\badd --accepted\b/gu, 'choose Deliver once more'],
  [/\bwith --yes-module\b/gu, 'and allow it'],
  [/\brun without --batch\b/gu, 'begin a new session, which asks without batches'],
  [/\bleave --batch out, or use\b/gu, 'use'],
  [/--prompt (?=["“])/gu, ''],
  [/`microfactory status` lists them\b/gu, 'the Sessions view lists them'],
  [/, as `microfactory status` lists them\b/gu, ', as Copy Status as JSON tells it'],
];

/** A flag in a sentence, and the value that it is named with: a number, or what stands before a comma or the end. */
const FLAG =
  /(?<=^|[\s(`])--([a-z][a-z-]*)(?: (\d+|[a-z]+=[\d.a-z=]+|(?<=llm-provider )[a-z]+)(?=[\s,.;:)]))?/gu;

/** Returns the engine's sentence as somebody reads it who has settings and commands instead of a command line. */
export function inEditorWords(sentence: string): string {
  if (!sentence.includes('--') && !sentence.includes('`microfactory ')) return sentence;
  const said = SAID_OTHERWISE.reduce((text, [from, to]) => text.replace(from, to), sentence);
  return said.replace(FLAG, (whole, flag: string, value: string | undefined) => {
    const setting = ownValue(SETTING_OF, flag);
    if (setting === undefined) return whole;
    return value === undefined ? `microfactory.${setting}` : `microfactory.${setting}: ${value}`;
  });
}
