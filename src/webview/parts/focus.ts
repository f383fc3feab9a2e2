/** Moves the focus to the element that was given this name. */
export function focusNamed(name: string): void {
  const element = document.querySelector<HTMLElement>(`[data-name="${name}"]`);
  element?.focus();
}

/** Returns where the focus is, looking into the toolkit's shadow roots. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
  return element;
}
