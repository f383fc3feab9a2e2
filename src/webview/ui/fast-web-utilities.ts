/**
 * Stands for `@microsoft/fast-web-utilities` in the bundle (scripts/build.mjs). The original finds out whether the browser
 * knows `:focus-visible` by adding a style element: the page's policy forbids that, and it would conclude that it doesn't.
 */
export * from '@microsoft/fast-web-utilities';

/** Every browser that an editor comes with knows it. */
export function canUseFocusVisible(): boolean {
  return true;
}
