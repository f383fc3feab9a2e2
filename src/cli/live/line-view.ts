import type { Output } from '../edge.ts';
import { eventLine } from '../views/event-line.ts';
import type { SessionView } from './session-view.ts';

/** Returns a view for pipes and logs: one plain line an event, no cursor control. */
export function lineView(output: Output): SessionView {
  let last = '';
  return {
    begin: () => undefined,
    show(event) {
      const line = eventLine(event);
      if (line === undefined || line === last) return;
      last = line;
      output.write(`${line}\n`);
    },
    pause: () => undefined,
    goOn: () => undefined,
    close: () => undefined,
  };
}
