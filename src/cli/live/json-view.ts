import { MicrofactoryError } from '../../engine/error.ts';
import { serviceEvent, type ServiceEvent } from '../../protocol/event.ts';
import type { Output } from '../edge.ts';
import type { SessionView } from './session-view.ts';

/** Returns a view that writes one schema-checked event a line and nothing else. */
export function jsonView(output: Output): SessionView {
  const refused = new Set<string>();
  return {
    begin: () => undefined,
    show(event: ServiceEvent) {
      const checked = serviceEvent.safeParse(event);
      if (checked.success) output.write(`${JSON.stringify(checked.data)}\n`);
      else refused.add(String(event.type));
    },
    pause: () => undefined,
    goOn: () => undefined,
    close() {
      if (refused.size === 0) return;
      throw new MicrofactoryError({
        code: 'internal',
        message: `Events of kind ${[...refused].join(', ')} did not match their schema and were left out: please report this.`,
      });
    },
  };
}
