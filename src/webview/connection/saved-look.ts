import * as z from 'zod';
import { panelLook, type PanelLook } from '../../protocol/panel.ts';
import { FIRST_LOOK } from '../state/panel-state.ts';

/** All that outlives the panel: how it was looked at. */
const savedLook = z.object({ look: panelLook });

/** The editor keeps this in memory and on disk: at most so many characters. */
const MOST = 50_000;

/** Returns the look of last time, or the first look when there was none or it is no look. */
export function lookFrom(saved: unknown): PanelLook {
  const parsed = savedLook.safeParse(saved);
  return parsed.success ? parsed.data.look : FIRST_LOOK;
}

/** Returns what to keep of a look; foldings go first when it would be too much. */
export function savedFrom(look: PanelLook): { readonly look: PanelLook } {
  if (JSON.stringify(look).length < MOST - 100) return { look };
  return { look: { ...look, folded: [], unfolded: [] } };
}
