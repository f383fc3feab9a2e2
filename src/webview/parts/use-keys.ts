import { useEffect } from 'react';
import { keyAction, type KeyPlace } from '../keys/key-action.ts';
import { perform } from './perform.ts';
import { useStore } from './use-panel.ts';

/** Listens to the panel's own keys. */
export function useKeys(): void {
  const store = useStore();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const action = event.defaultPrevented ? undefined : keyAction(event, placeOf(event, store.state.help));
      if (action === undefined) return;
      event.preventDefault();
      perform(action, store);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [store]);
}

const FIELDS = 'input, textarea, select, [contenteditable="true"], vscode-dropdown, vscode-radio-group';

function placeOf(event: KeyboardEvent, inDialog: boolean): KeyPlace {
  const path = event.composedPath().filter((each) => each instanceof Element);
  const nowhere = document.activeElement === null || document.activeElement === document.body;
  return {
    typing: path.some((element) => element.matches(FIELDS)),
    inTree: nowhere || path.some((element) => element.getAttribute('role') === 'tree'),
    inDialog,
  };
}
