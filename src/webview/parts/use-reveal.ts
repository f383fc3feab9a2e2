import { useLayoutEffect, useRef, type RefObject } from 'react';

export interface RevealOptions {
  /** Grows with each wish to see the selected step. */
  readonly reveals: number;
  /** The selected step is drawn, or can be scrolled to. */
  readonly there: boolean;
  readonly scroll: () => void;
  readonly selected: string | null;
}

/** Scrolls to the selected step once for each wish, and moves the focus along where the tree had it. */
export function useReveal(tree: RefObject<HTMLElement | null>, options: RevealOptions): void {
  const { reveals, there, scroll, selected } = options;
  const done = useRef(-1);
  useLayoutEffect(() => {
    if (!there || done.current === reveals) return;
    done.current = reveals;
    scroll();
    if (mayTakeFocus(tree.current)) focusStep(tree.current, selected);
  });
}

/** The tree takes the focus where it has it, or where nothing has it. */
function mayTakeFocus(tree: HTMLElement | null): boolean {
  const active = document.activeElement;
  return (
    document.hasFocus() && (active === null || active === document.body || tree?.contains(active) === true)
  );
}

function focusStep(tree: HTMLElement | null, stepId: string | null): void {
  const item = () =>
    [...(tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])].find(
      (each) => each.dataset['step'] === stepId,
    );
  item()?.focus({ preventScroll: true });
  // A virtual list draws the row only after it was scrolled to.
  if (item() === undefined) requestAnimationFrame(() => item()?.focus({ preventScroll: true }));
}
