import type { Environment } from '../../config/index.ts';
import type { Settings } from '../../config/settings.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import type { WaitNotice } from '../../models/index.ts';
import type { Store } from '../../store/open-store.ts';
import { exchangeRelay, type ExchangeRelay } from '../exchanges/exchange-relay.ts';
import type { LiveSessions } from '../live/live-sessions.ts';
import type { SessionTotals } from '../view/session-totals.ts';
import { createAgents } from './create-agents.ts';
import { createCritics } from './create-critics.ts';
import type { Recordings } from './recordings.ts';
import { sessionBatches } from './session-batches.ts';
import { sessionPurse } from './session-purse.ts';

export interface StaffOptions {
  readonly id: string;
  readonly settings: Settings;
  readonly domain: Domain;
  readonly recordings: Recordings;
  /** What a session that goes on has spent already. */
  readonly spent?: SessionTotals;
}

export interface StaffContext {
  readonly store: Store;
  readonly env: Environment;
  readonly live: LiveSessions;
  readonly models: OfferedModels | undefined;
}

export interface SessionStaff {
  readonly agents: ReturnType<typeof createAgents>;
  readonly critics: ReturnType<typeof createCritics>;
  /** Hears of every request that they make. */
  readonly relay: ExchangeRelay;
}

/** Returns who answers in a session and who looks answers over; they share one limiter, one purse and one relay. Throws `configuration` before anything is asked. */
export function sessionStaff(options: StaffOptions, context: StaffContext): SessionStaff {
  const { id, settings, spent, ...rest } = options;
  const { store, env, live, models } = context;
  const onWarning = (sentence: string): void => live.warn(id, sentence);
  const relay = exchangeRelay(env);
  // One object: by it agents and critics know that they share.
  const asked = {
    ...rest,
    settings,
    env,
    models,
    onWarning,
    onWait: (notice: WaitNotice): void => live.waits(id, notice),
    purse: sessionPurse(settings, spent),
    onExchange: relay.onExchange,
    batches: sessionBatches({ settings, onWarning, file: store.paths.session(id).batches }),
    home: store.paths.home,
  };
  return { agents: createAgents(asked), critics: createCritics(asked), relay };
}
