import type { MakerContext } from '../maker-task.ts';

export interface Failure {
  /** The class that failed; '' for all of them. */
  readonly key: string;
  readonly reason: string;
  readonly feedback: readonly string[];
}

/** Nothing was changed that lasts: what is left is to remember, in one event. Returns how the step goes on. */
export function rollBack(context: MakerContext, { key, reason, feedback }: Failure): 'again' | 'spent' {
  const { data, environment } = context;
  const byPerson = data.chosen?.by === 'person';
  context.record({
    type: 'step-rolled-back',
    key,
    attempt: data.attempts.answer,
    reason,
    feedback: [...feedback],
  });
  return byPerson || data.failedVerifications >= environment.settings.maxAttempts ? 'spent' : 'again';
}
