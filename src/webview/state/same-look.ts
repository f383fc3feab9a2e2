import type { PanelLook } from '../../protocol/panel.ts';

/** True when two looks ask for the same. */
export function sameLook(one: PanelLook, other: PanelLook): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
