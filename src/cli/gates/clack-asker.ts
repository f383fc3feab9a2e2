import { isCancel, select, text, type Option } from '@clack/prompts';
import type { Input, Output } from '../edge.ts';
import type { Asker, Choice } from './asker.ts';

/** Returns an asker that draws its questions into a terminal. */
export function clackAsker(input: Input, output: Output): Asker {
  return {
    async select<Value extends string>(message: string, choices: readonly Choice<Value>[]) {
      const options = choices.map((choice) => ({ ...choice }) as unknown as Option<Value>);
      const answer = await select<Value>({ message, options, input, output });
      return isCancel(answer) ? undefined : answer;
    },
    async text(message: string) {
      const answer = await text({ message, input, output });
      return isCancel(answer) ? undefined : answer;
    },
  };
}
