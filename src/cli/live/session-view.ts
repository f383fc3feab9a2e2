import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionDetail } from '../../protocol/session.ts';

/** Shows a session while it runs. */
export interface SessionView {
  /** The session as it stood before this follow; not called for a new one. */
  begin(detail: SessionDetail): void;
  show(event: ServiceEvent): void;
  /** Leaves the terminal to somebody else, as it is. */
  pause(): void;
  /** Takes the terminal back. */
  goOn(): void;
  /** Shows the last state for good. Throws `internal` when it could not show what it was given. */
  close(): void;
}
