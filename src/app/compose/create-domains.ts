import type { Settings } from '../../config/settings.ts';
import { createAnalysisDomain } from '../../domains/analysis/index.ts';
import { createCodeDomain } from '../../domains/code/index.ts';
import { createHanoiDomain } from '../../domains/hanoi/index.ts';
import { createMultiplicationDomain } from '../../domains/multiplication/index.ts';
import { createDomains } from '../../domains/registry.ts';
import { EDIT_FORMAT_GUIDE } from '../../edits/index.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import { domainSettings } from './method-settings.ts';

/** The domains that are built in; configuration adds others that extend one of them. */
export const BUILT_IN = createDomains([
  createCodeDomain(),
  createAnalysisDomain(),
  createHanoiDomain(),
  createMultiplicationDomain(),
]);

/** Returns the built-in domain that does the work of a session with these settings. */
export function domainOf({ domain, basis }: Pick<Settings, 'domain' | 'basis'>): Domain {
  return BUILT_IN.get(basis ?? domain);
}

/** Returns how the solver's answers are written there. */
export function formatGuideOf(settings: Settings): string {
  const { formatGuide = EDIT_FORMAT_GUIDE } = domainOf(settings);
  return typeof formatGuide === 'string' ? formatGuide : formatGuide(domainSettings(settings));
}
