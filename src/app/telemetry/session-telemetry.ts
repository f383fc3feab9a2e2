import type { Exchange } from '../../engine/ports/exchange.ts';
import type { SessionStatus } from '../../engine/flow/state.ts';
import type { SessionView } from '../view/session-view.ts';
import type { StepView } from '../view/step-view.ts';

/** Tells a collector of OpenTelemetry what a session does. Nothing here throws, and nothing is waited for but `close`. */
export interface SessionTelemetry {
  exchange(exchange: Exchange): void;
  stepEnded(step: StepView): void;
  /** The session came to rest; it may go on. */
  rested(status: SessionStatus): void;
  /** Sends what is left; resolves after two seconds at the latest, whatever the collector does. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  /** Base URL of the collector; undefined: as the standard variables say. */
  readonly endpoint: string | undefined;
  /** Whether prompts and answers go along. */
  readonly content: boolean;
  readonly sessionId: string;
  readonly domain: string;
  /** The session as it is now. */
  readonly view: Pick<SessionView, 'steps' | 'runningSince'>;
}
