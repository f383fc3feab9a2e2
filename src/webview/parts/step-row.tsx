import { memo, type CSSProperties, type ReactNode } from 'react';
import type { OutlineRow } from '../../protocol/outline.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import { shownSession } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import { Icon } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';
import { rowLabel, totals, votesOf } from './row-facts.ts';
import { StateMark, useStateWord } from './state-mark.tsx';
import { usePanel, useStore } from './use-panel.ts';

interface PlacedRow {
  readonly start: number;
  readonly height: number;
  readonly selected: boolean;
}

/** One step in a line: shape, title, votes, flags, and its state in words. */
export const StepRow = memo(function StepRow({
  row,
  start,
  height,
  selected,
}: PlacedRow & { readonly row: OutlineRow }): ReactNode {
  const store = useStore();
  const stateWord = useStateWord();
  const foldable = row.children > 0;
  return (
    <div
      className={`row row-${row.state}`}
      role="treeitem"
      aria-level={row.level + 2}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={foldable ? !row.folded : undefined}
      aria-label={rowLabel(row, stateWord)}
      tabIndex={selected ? 0 : -1}
      data-step={row.step_id}
      title={harmless(row.title)}
      style={{ ...placeOf(start, height), paddingInlineStart: 8 + Math.min(row.level + 1, 12) * 16 }}
      onClick={() => store.dispatch({ type: 'select', stepId: row.step_id })}
    >
      {foldable ? <Twistie row={row} /> : <span className="twistie" />}
      <StateMark state={row.state} />
      <span className="row-title">
        <Text>{row.title}</Text>
      </span>
      <RowFacts row={row} />
    </div>
  );
});

function placeOf(start: number, height: number): CSSProperties {
  return { transform: `translateY(${start}px)`, height };
}

/** Folds with the mouse; the keyboard has its arrows on the row. */
export function Twistie({ row }: { readonly row: OutlineRow }): ReactNode {
  const store = useStore();
  return (
    <span
      className="twistie"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        store.dispatch({ type: 'fold', stepId: row.step_id, folded: !row.folded });
      }}
    >
      <Icon name={row.folded ? 'closed' : 'open'} />
    </span>
  );
}

function RowFacts({ row }: { readonly row: OutlineRow }): ReactNode {
  const stateWord = useStateWord();
  return (
    <span className="row-facts" aria-hidden="true">
      {row.red_flags > 0 && <FlagCount count={row.red_flags} />}
      {votesOf(row) !== undefined && <span className="votes">{votesOf(row)}</span>}
      {row.children > 0 && row.folded && <span className="totals">{totals(row)}</span>}
      {!(row.children > 0 && row.folded) && (
        <span className={`word word-${row.state}`}>{stateWord(row.state)}</span>
      )}
    </span>
  );
}

export function FlagCount({ count }: { readonly count: number }): ReactNode {
  return (
    <span className="flag-count">
      <Icon name="flag" />
      {count}
    </span>
  );
}

/** The root of the tree: the session's own questions and plans. */
export function WholeTaskRow(props: PlacedRow & { readonly reachable: boolean }): ReactNode {
  const { start, height, selected, reachable } = props;
  const store = useStore();
  const prompt = shownSession(usePanel())?.prompt ?? '';
  return (
    <div
      className="row row-whole"
      role="treeitem"
      aria-level={1}
      aria-posinset={1}
      aria-setsize={1}
      aria-selected={selected}
      aria-expanded
      aria-label={`${t('tree.whole')}: ${harmless(prompt)}`}
      tabIndex={selected || reachable ? 0 : -1}
      data-step={WHOLE_TASK}
      style={placeOf(start, height)}
      onClick={() => store.dispatch({ type: 'select', stepId: WHOLE_TASK })}
    >
      <Icon name="graph" />
      <span className="row-title">{t('tree.whole')}</span>
    </div>
  );
}
