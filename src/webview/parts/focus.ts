/** Moves the focus to the element that was given this name. */
export function focusNamed(name: string): void {
  const element = document.querySelector<HTMLElement>(`[data-name="${name}"]`);
  element?.focus();
}
