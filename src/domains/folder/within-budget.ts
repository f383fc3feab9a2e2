import type { EvidenceFile } from '../../engine/maker/evidence.ts';
import type { FolderView } from './folder-view.ts';
import { visibleText } from './visible-text.ts';

/** A file that somebody should see. */
export interface Wanted {
  readonly path: string;
  readonly why: string;
}

/** Returns the files in the order wanted, as many as fit within the budget of characters. */
export async function withinBudget(
  wanted: readonly Wanted[],
  view: FolderView,
  budget: number,
): Promise<EvidenceFile[]> {
  // A file that does not fit is left out whole: half a file invites answers that do not apply.
  const chosen = new Map<string, EvidenceFile>();
  let left = budget;
  for (const { path, why } of wanted) {
    if (chosen.has(path)) continue;
    const text = await view.text(path);
    if (text === undefined || text.length > left) continue;
    left -= text.length;
    chosen.set(path, { path, text: visibleText(text), why });
  }
  return [...chosen.values()];
}
