import type { SessionMetrics } from '../../protocol/session.ts';
import { short } from './quantities.ts';

/** Returns how many tokens were used, and how many of them providers had in their caches. */
export function tokensUsed(used: SessionMetrics): string {
  const { input_tokens: input, output_tokens: output, cached_input_tokens: cached = 0 } = used;
  const all = `${short(input + output)} tokens`;
  return cached === 0 ? all : `${all} (${short(cached)} from the cache)`;
}
