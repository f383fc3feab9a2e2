import { memo, type CSSProperties, type ReactNode } from 'react';
import type { GraphNode, OutlineRow } from '../../protocol/outline.ts';
import type { StepState } from '../../protocol/session.ts';
import { NODE_HEIGHT, type PlacedNode } from '../graph/lay-out-graph.ts';
import { t } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import { Icon } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';
import { rowLabel, totals, votesOf } from './row-facts.ts';
import { StateMark, useStateWord, type StateWord } from './state-mark.tsx';
import { FlagCount, Twistie } from './step-row.tsx';
import { useStore } from './use-panel.ts';

interface CardProps {
  readonly placed: PlacedNode;
  readonly selected: boolean;
  readonly reachable: boolean;
}

/** A step of the drawing, a run of steps, or the whole task. */
export const GraphNodeCard = memo(function GraphNodeCard({
  placed,
  selected,
  reachable,
}: CardProps): ReactNode {
  const store = useStore();
  const stateWord = useStateWord();
  const { node } = placed;
  const row = node?.kind === 'step' && placed.parent !== null ? node.row : undefined;
  return (
    <div
      className={`card card-${row?.state ?? (node?.kind === 'run' ? 'run' : 'whole')}`}
      role="treeitem"
      aria-level={placed.level}
      aria-posinset={placed.position}
      aria-setsize={placed.siblings}
      aria-selected={selected}
      aria-expanded={row !== undefined && row.children > 0 ? !row.folded : undefined}
      aria-label={labelOf(placed, stateWord)}
      title={row === undefined ? runTitle(placed, stateWord) : harmless(row.title)}
      tabIndex={selected || reachable ? 0 : -1}
      data-step={placed.id}
      style={placeOf(placed)}
      onClick={() =>
        store.dispatch({ type: 'select', stepId: node?.kind === 'run' ? node.middle : placed.id })
      }
    >
      {row !== undefined && <StepCard row={row} />}
      {node?.kind === 'run' && <RunCard run={node} />}
      {row === undefined && node?.kind !== 'run' && <WholeCard />}
    </div>
  );
});

function placeOf({ x, y, width }: PlacedNode): CSSProperties {
  return { transform: `translate(${x}px, ${y}px)`, width, height: NODE_HEIGHT };
}

type Run = Extract<GraphNode, { kind: 'run' }>;

function labelOf({ node, parent }: PlacedNode, stateWord: StateWord): string {
  if (node?.kind === 'run')
    return t('tree.runHint', { count: node.steps.toLocaleString(), states: stateCounts(node, stateWord) });
  return node === null || parent === null ? t('tree.whole') : rowLabel(node.row, stateWord);
}

/** The states of a run may not fit on its card. */
function runTitle(placed: PlacedNode, stateWord: StateWord): string | undefined {
  return placed.node?.kind === 'run' ? labelOf(placed, stateWord) : undefined;
}

function stateCounts({ counts }: Run, stateWord: StateWord): string {
  return (Object.keys(counts) as StepState[])
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString()} ${stateWord(state)}`)
    .join(', ');
}

function StepCard({ row }: { readonly row: OutlineRow }): ReactNode {
  const folded = row.children > 0 && row.folded;
  const stateWord = useStateWord();
  return (
    <>
      <StateMark state={row.state} />
      <span className="card-text" aria-hidden="true">
        <span className="card-title">
          <Text>{row.title}</Text>
        </span>
        <span className="card-facts">
          <span className={`word word-${row.state}`}>{folded ? totals(row) : stateWord(row.state)}</span>
          {votesOf(row) !== undefined && <span className="votes">{votesOf(row)}</span>}
          {row.red_flags > 0 && <FlagCount count={row.red_flags} />}
        </span>
      </span>
      {row.children > 0 && <Twistie row={row} />}
    </>
  );
}

function RunCard({ run }: { readonly run: Run }): ReactNode {
  const stateWord = useStateWord();
  return (
    <>
      <Icon name="stack" />
      <span className="card-text" aria-hidden="true">
        <span className="card-title">{t('tree.run', { count: run.steps.toLocaleString() })}</span>
        <span className="card-facts card-states">{stateCounts(run, stateWord)}</span>
      </span>
    </>
  );
}

function WholeCard(): ReactNode {
  return (
    <>
      <Icon name="graph" />
      <span className="card-text" aria-hidden="true">
        <span className="card-title">{t('tree.whole')}</span>
      </span>
    </>
  );
}
