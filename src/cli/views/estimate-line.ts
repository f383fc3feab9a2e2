import type { RunEstimate, Span } from '../../protocol/run-estimate.ts';
import { money, short } from './quantities.ts';

/** Returns what a run will probably take, in one line with what it rests on. */
export function estimateLine(estimate: RunEstimate): string {
  const { requests, input_tokens: input, output_tokens: output, cost_usd: cost, assumes } = estimate;
  const tokens = { low: input.low + output.low, high: input.high + output.high };
  const amounts = [`${span(requests, String)} requests`, `${span(tokens, short)} tokens`];
  return `Estimate: ${amounts.join(', ')}, ${cost === null ? money(null) : span(cost, money)} (${assumes}).`;
}

function span({ low, high }: Span, show: (amount: number) => string): string {
  const ends = [...new Set([show(low), show(high)])];
  return ends.join(' to ');
}
