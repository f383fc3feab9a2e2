import type { ReactNode } from 'react';
import { shownSession } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { usePanel } from './use-panel.ts';

/** Why there is no step to show: a plan is still being made, or none is. */
export function NoSteps(): ReactNode {
  const planning = shownSession(usePanel())?.status === 'running';
  return <p className="nothing">{t(planning ? 'tree.none' : 'tree.unplanned')}</p>;
}
