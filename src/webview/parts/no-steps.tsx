import type { ReactNode } from 'react';
import { shownSession } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { usePanel } from './use-panel.ts';

/** Why there is no step to show: there is no plan yet, or there will be none. */
export function NoSteps(): ReactNode {
  const status = shownSession(usePanel())?.status;
  const goesOn = status === 'running' || status === 'paused';
  return <p className="nothing">{t(goesOn ? 'tree.none' : 'tree.unplanned')}</p>;
}
