import type { Settings } from '../../config/settings.ts';
import { createPurse, type Purse } from '../../models/index.ts';
import { knownUsd, type SessionTotals } from '../view/session-totals.ts';

/** Returns the purse that all models of a session share, less what the session has spent before. */
export function sessionPurse({ budget }: Settings, before?: SessionTotals): Purse {
  if (before === undefined) return createPurse({ limits: budget });
  const { modelCalls: calls, inputTokens, outputTokens } = before;
  const usd = knownUsd(before);
  return createPurse({ limits: budget, spent: { calls, tokens: inputTokens + outputTokens, usd } });
}
