import type { Json } from '../engine/json.ts';
import type { Store } from '../store/open-store.ts';
import { sessionSummary } from './view/session-summary.ts';
import type { SessionView } from './view/session-view.ts';

const EVERY_MS = 500;

/**
 * Returns what is to be called at each change of a session: lists are made of its summary, which is written now and
 * then. A summary that can't be written costs a list its freshness and nothing else: the journal holds the truth.
 */
export function summaryWriter(store: Store, id: string): (view: SessionView) => void {
  let timer: NodeJS.Timeout | undefined;
  return (view) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      store.writeSummary(id, sessionSummary(view) as unknown as Json).catch(() => undefined);
    }, EVERY_MS).unref();
  };
}
