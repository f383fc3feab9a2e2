import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Outline } from '../../protocol/outline.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import { shownStepId } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { NoSteps } from './no-steps.tsx';
import { StepRow, WholeTaskRow } from './step-row.tsx';
import { usePanel, useStore } from './use-panel.ts';
import { useReveal } from './use-reveal.ts';

const ROW_HEIGHT = 28;
/** Rows beyond the drawn ones that are asked for before they are needed. */
const AHEAD = 20;

/** The steps as a list of which only a page is here, and only what is seen is drawn. */
export function StepList({ outline }: { readonly outline: Outline }): ReactNode {
  const state = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const selected = shownStepId(state);
  const rows = useVirtualizer({
    count: outline.total + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const index = rowIndex(outline, selected);
  useReveal(scroller, {
    reveals: state.reveals,
    there: index !== undefined,
    scroll: () => rows.scrollToIndex(index ?? 0, { align: 'auto' }),
    selected,
  });
  const items = rows.getVirtualItems();
  usePages(outline, items);
  return (
    <div className="scroller" ref={scroller}>
      <div className="list" role="tree" aria-label={t('tree.steps')} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <Row key={item.key} item={item} outline={outline} selected={selected} first={index === undefined} />
        ))}
      </div>
      {outline.total === 0 && <Nothing />}
    </div>
  );
}

/** Row 0 is the whole task; undefined when the step's row is not on the page. */
function rowIndex(outline: Outline, selected: string | null): number | undefined {
  if (selected === WHOLE_TASK) return 0;
  const at = outline.rows.findIndex((row) => row.step_id === selected);
  return at < 0 ? undefined : outline.offset + at + 1;
}

/** Asks for another page when what is seen nears the end of this one. */
function usePages(outline: Outline, items: readonly VirtualItem[]): void {
  const store = useStore();
  const first = (items[0]?.index ?? 1) - 1;
  const last = (items.at(-1)?.index ?? 1) - 1;
  useEffect(() => {
    const { look, snapshot, sought } = store.state;
    if (sought !== null || snapshot?.look.selected !== look.selected) return;
    const end = outline.offset + outline.rows.length;
    const missesBefore = outline.offset > 0 && first - AHEAD / 2 < outline.offset;
    const missesAfter = end < outline.total && last + AHEAD / 2 > end;
    if (!missesBefore && !missesAfter) return;
    const middle = Math.floor((first + last) / 2);
    const offset = Math.min(
      Math.max(0, middle - Math.floor(look.limit / 2)),
      Math.max(0, outline.total - look.limit),
    );
    if (offset !== look.offset) store.dispatch({ type: 'looked', change: { offset } });
  }, [store, outline, first, last]);
}

interface RowProps {
  readonly item: VirtualItem;
  readonly outline: Outline;
  readonly selected: string | null;
  /** No row of the page is selected: the first can be reached by Tab. */
  readonly first: boolean;
}

function Row({ item, outline, selected, first }: RowProps): ReactNode {
  const place = { start: item.start, height: ROW_HEIGHT };
  if (item.index === 0) {
    return <WholeTaskRow {...place} selected={selected === WHOLE_TASK} reachable={first} />;
  }
  const row = outline.rows[item.index - 1 - outline.offset];
  if (row !== undefined) return <StepRow row={row} {...place} selected={row.step_id === selected} />;
  return (
    <div
      className="row row-missing"
      role="presentation"
      style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT }}
    >
      <span className="sr-only">{t('tree.notLoaded', { position: item.index })}</span>
    </div>
  );
}

function Nothing(): ReactNode {
  const store = useStore();
  const { look } = usePanel();
  if (look.find === '' && look.states.length === 0) return <NoSteps />;
  const clear = { find: '', states: [], offset: 0 };
  return (
    <p className="nothing">
      {t('tree.nothing')}{' '}
      <LinkButton onPress={() => store.dispatch({ type: 'looked', change: clear })}>
        {t('tree.clear')}
      </LinkButton>
    </p>
  );
}
