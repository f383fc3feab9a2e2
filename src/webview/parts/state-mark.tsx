import type { ReactNode } from 'react';
import type { StepState } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Icon } from '../ui/icon.tsx';

/** A step's state by shape; the word follows it in text or label. */
export function StateMark({ state }: { readonly state: StepState }): ReactNode {
  return (
    <span className={`mark mark-${state}`}>
      <Icon name={state} />
    </span>
  );
}

export function stateWord(state: StepState): string {
  return t(`state.${state}`);
}
