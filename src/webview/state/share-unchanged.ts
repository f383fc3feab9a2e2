import type { PanelSnapshot } from '../../protocol/panel.ts';

/** Returns the snapshot with the parts that say the same as before being the same objects, so that they are not drawn again. */
export function shareUnchanged(before: PanelSnapshot | null, now: PanelSnapshot): PanelSnapshot {
  if (before === null) return now;
  return {
    ...now,
    session: same(before.session, now.session),
    step: same(before.step, now.step),
    graph: same(before.graph, now.graph),
    outline: now.outline === null ? null : { ...now.outline, rows: sameRows(before, now.outline.rows) },
  };
}

function same<Part>(before: Part, now: Part): Part {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

type Rows = NonNullable<PanelSnapshot['outline']>['rows'];

function sameRows({ outline }: PanelSnapshot, rows: Rows): Rows {
  const known = new Map(outline?.rows.map((row) => [row.step_id, row]));
  return rows.map((row) => same(known.get(row.step_id) ?? row, row));
}
