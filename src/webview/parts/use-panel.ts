import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PanelState } from '../state/panel-state.ts';
import type { PanelStore } from '../state/panel-store.ts';

export const StoreContext = createContext<PanelStore | null>(null);

/** Returns the store of the panel that this part is drawn in. */
export function useStore(): PanelStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('A part of the panel was drawn outside of it.');
  return store;
}

/** Returns the state, and draws again when it changes. */
export function usePanel(): PanelState {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.current);
}
