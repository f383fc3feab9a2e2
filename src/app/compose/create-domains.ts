import type { Settings } from '../../config/settings.ts';
import { createAnalysisDomain } from '../../domains/analysis/index.ts';
import { createCodeDomain } from '../../domains/code/index.ts';
import { createHanoiDomain } from '../../domains/hanoi/index.ts';
import { createMultiplicationDomain } from '../../domains/multiplication/index.ts';
import { createDomains } from '../../domains/registry.ts';
import { EDIT_FORMAT_GUIDE } from '../../edits/index.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import { domainSettings } from './method-settings.ts';

/** The domains that are built in; configuration adds others, that extend one of them or have a module. */
export const BUILT_IN = createDomains([
  createCodeDomain(),
  createAnalysisDomain(),
  createHanoiDomain(),
  createMultiplicationDomain(),
]);

/** Returns how the solver's answers are written in the domain. */
export function formatGuideOf({ formatGuide = EDIT_FORMAT_GUIDE }: Domain, settings: Settings): string {
  return typeof formatGuide === 'string' ? formatGuide : formatGuide(domainSettings(settings));
}
