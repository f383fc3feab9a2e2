import type { Exchange } from '../../engine/ports/exchange.ts';
import { withoutSecret } from '../errors/without-secret.ts';

/** Returns the exchange with none of the keys in any of its texts: a prompt may hold the key of another provider. */
export function withoutKeys(exchange: Exchange, keys: readonly string[]): Exchange {
  const safe = (text: string): string => keys.reduce(withoutSecret, text);
  return inTexts(exchange, safe) as Exchange;
}

function inTexts(value: unknown, safe: (text: string) => string): unknown {
  if (typeof value === 'string') return safe(value);
  if (Array.isArray(value)) return value.map((each) => inTexts(each, safe));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inTexts(each, safe)]));
}
