import type { AskForInputs } from '../domain.ts';
import type { MakerContext } from '../maker-task.ts';
import { askAside } from '../sample/ask-aside.ts';
import { stepContext } from '../step-context.ts';
import { voterOf } from './ask-otherwise.ts';

/** A reply that raises a red flag is thrown away and asked anew, so often. */
const TRIES = 3;

/** Returns how a domain asks for inputs on which answers may differ; undefined where there is no model to ask. */
export function inputsAsker(context: MakerContext): AskForInputs | undefined {
  const agent = voterOf(context)?.inputs;
  if (agent === undefined) return undefined;
  const { domain } = context.environment;
  return async (options, read) =>
    askAside(context, {
      type: 'inputs-asked',
      agent,
      evidence: await domain.evidence(stepContext(context), 'solution_discriminator', context.signal),
      options,
      from: 0,
      tries: TRIES,
      failure: 'No inputs could be asked for',
      read,
    });
}
