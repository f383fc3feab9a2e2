import type { Environment } from '../../config/index.ts';
import type { Exchange } from '../../engine/ports/exchange.ts';
import { knownKeys, withoutKeys } from '../../models/index.ts';

export type HearExchange = (exchange: Exchange) => void;

/** Takes what models are asked to those who keep it. Models are made before the session that they work for. */
export interface ExchangeRelay {
  /** For the models. */
  readonly onExchange: HearExchange;
  /** From now on the listener hears of every exchange, without any key that is at hand. */
  tell(listener: HearExchange): void;
}

/** Returns a relay that nobody listens to yet: until somebody does it costs nothing. */
export function exchangeRelay(env: Environment): ExchangeRelay {
  const listeners: HearExchange[] = [];
  return {
    onExchange(exchange) {
      if (listeners.length === 0) return;
      const safe = withoutKeys(exchange, knownKeys({ env }));
      for (const listener of listeners) listener(safe);
    },
    tell: (listener) => void listeners.push(listener),
  };
}
