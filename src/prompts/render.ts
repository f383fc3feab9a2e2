import type { Template } from './load-template.ts';
import type { PromptVariables } from './prompt-variables.ts';

/** A prompt in the order of what changes least. */
export interface RenderedPrompt {
  readonly system: string;
  /** The same for all samples of a step. */
  readonly user: string;
  /** What differs from sample to sample: comes last. */
  readonly sample: string;
}

/** Returns the template's parts filled in, trimmed; every other wording takes the paraphrase, where there is one. A function of its arguments alone. */
export function render(template: Template, variables: PromptVariables, wording = 0): RenderedPrompt {
  const { system, user, paraphrase, sample } = template.sections;
  const otherWords = wording % 2 === 1 ? tidy(paraphrase(variables)) : '';
  return {
    system: tidy(system(variables)),
    user: otherWords === '' ? tidy(user(variables)) : otherWords,
    sample: tidy(sample(variables)),
  };
}

function tidy(text: string): string {
  return text.trim();
}
