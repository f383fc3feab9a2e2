import { useEffect, type RefObject } from 'react';
import { usePanel, useStore } from './use-panel.ts';

/** Scrolls once to the requests when they were asked for from outside, and moves the focus there. */
export function useInspecting(section: RefObject<HTMLElement | null>, there: boolean): void {
  const store = useStore();
  const { inspecting } = usePanel();
  useEffect(() => {
    if (!inspecting || !there) return;
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.querySelector('summary')?.focus({ preventScroll: true });
    store.dispatch({ type: 'inspected' });
  }, [inspecting, there, section, store]);
}
