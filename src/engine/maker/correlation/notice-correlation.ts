import type { MakerContext } from '../maker-task.ts';
import { repeatsOf } from './fold-correlation.ts';
import { correlationOf } from './repeat-counts.ts';

/** Before a race begins: says in an event when the steps of this class repeat wrong answers too often to be independent. */
export function noticeCorrelation(context: MakerContext): void {
  const { kind } = context.data.input.brief;
  const limit = context.environment.settings.escalation.repeats;
  const counts = repeatsOf(context.session.correlation, kind);
  if (limit === 0 || counts.noticed) return;
  const found = correlationOf(counts, limit);
  if (found === undefined) return;
  const { votes, wrong, chances, repeats } = counts;
  context.record({
    type: 'correlation-noticed',
    kind,
    ...{ votes, wrong, chances, repeats },
    ...{ rate: found.rate, predicted: found.predicted, ratio: found.ratio, limit },
  });
}

/** The same where a race takes microseconds: the bounds cost more than two races, and a race without dissent says nothing new. */
export function noticeAfterDissent(context: MakerContext): void {
  if (repeatsOf(context.session.correlation, context.data.input.brief.kind).isNew) noticeCorrelation(context);
}

/** Returns whether the step's race is asked in other words and of other models from its start. */
export function isDecorrelated({ data, session }: MakerContext): boolean {
  return data.decorrelated ?? session.correlation.get(data.input.brief.kind)?.noticed === true;
}
