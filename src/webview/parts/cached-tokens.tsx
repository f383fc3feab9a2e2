import type { ReactNode } from 'react';
import { t } from '../strings.ts';
import { short } from '../text/quantities.ts';

/** How many tokens of prompts providers had in their caches; nothing where none. */
export function CachedTokens({ count = 0 }: { readonly count?: number | undefined }): ReactNode {
  return count === 0 ? null : <li className="minor">{t('tokens.cached', { count: short(count) })}</li>;
}
