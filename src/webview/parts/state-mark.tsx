import { createContext, useContext, type ReactNode } from 'react';
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

export type StateWord = (state: StepState) => string;

/** True beneath a session that came from elsewhere: nobody is asked what it waited for. */
export const Imported = createContext(false);

/** Returns what gives a state's word. */
export function useStateWord(): StateWord {
  return useContext(Imported) ? wordOfImported : stateWord;
}

function stateWord(state: StepState): string {
  return t(`state.${state}`);
}

function wordOfImported(state: StepState): string {
  return state === 'waiting' ? t('state.waited') : stateWord(state);
}
