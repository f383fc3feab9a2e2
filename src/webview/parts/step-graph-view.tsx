import { useMemo, useRef, type PointerEvent, type ReactNode, type RefObject } from 'react';
import type { StepGraph } from '../../protocol/outline.ts';
import { layOutGraph, NODE_HEIGHT, type GraphLayout, type PlacedNode } from '../graph/lay-out-graph.ts';
import { shownStepId } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { GraphNodeCard } from './graph-node-card.tsx';
import { NoSteps } from './no-steps.tsx';
import { usePanel } from './use-panel.ts';
import { useReveal } from './use-reveal.ts';

/** The steps as a drawing: cards joined by lines, from the whole task to its smallest parts. */
export function StepGraphView({ graph }: { readonly graph: StepGraph }): ReactNode {
  const state = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layOutGraph(graph), [graph]);
  const selected = selectedNode(layout, shownStepId(state));
  useReveal(scroller, {
    reveals: state.reveals,
    there: selected !== undefined,
    scroll: () => {
      if (selected !== undefined) scrollTo(scroller.current, selected);
    },
    selected: selected?.id ?? null,
  });
  const drawn = layout.nodes.filter(({ node }) => node?.kind === 'step').length;
  return (
    <>
      <div className="scroller graph-scroller" ref={scroller} {...dragging(scroller)}>
        <div
          className="graph"
          role="tree"
          aria-label={t('tree.graph')}
          style={{ width: layout.width, height: layout.height }}
        >
          <Lines layout={layout} />
          {layout.nodes.map((placed) => (
            <GraphNodeCard
              key={placed.id}
              placed={placed}
              selected={placed === selected}
              reachable={selected === undefined && placed.parent === null}
            />
          ))}
        </div>
        {graph.nodes.length === 0 && <NoSteps />}
      </div>
      {graph.nodes.some(({ kind }) => kind === 'run') && (
        <p className="drawn">{t('tree.drawn', { drawn, total: graph.total_steps.toLocaleString() })}</p>
      )}
    </>
  );
}

/** A step that is drawn within a run stands for the run. */
function selectedNode(layout: GraphLayout, selected: string | null): PlacedNode | undefined {
  return (
    layout.nodes.find(({ id }) => id === selected) ??
    layout.nodes.find(({ node }) => node?.kind === 'run' && node.middle === selected)
  );
}

const ROOM = 12;

function scrollTo(scroller: HTMLElement | null, { x, y, width }: PlacedNode): void {
  if (scroller === null) return;
  const { clientWidth, clientHeight, scrollLeft, scrollTop } = scroller;
  scroller.scrollLeft = nearest(scrollLeft, clientWidth, x - ROOM, x + width + ROOM);
  scroller.scrollTop = nearest(scrollTop, clientHeight, y - ROOM, y + NODE_HEIGHT + ROOM);
}

function nearest(at: number, size: number, from: number, to: number): number {
  if (from < at) return from;
  return to > at + size ? to - size : at;
}

function Lines({ layout }: { readonly layout: GraphLayout }): ReactNode {
  return (
    <svg className="lines" width={layout.width} height={layout.height} aria-hidden="true">
      {layout.links.map(({ id, path }) => (
        <path key={id} className="link" d={path} />
      ))}
      {layout.dependencies.map(({ id, path }) => (
        <path key={id} className="dependency" d={path} />
      ))}
    </svg>
  );
}

/** The ground can be dragged, as maps can. */
function dragging(scroller: RefObject<HTMLDivElement | null>) {
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const onCard = (event.target as Element).closest('[role="treeitem"]') !== null;
      if (event.button === 0 && event.pointerType === 'mouse' && !onCard)
        event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      scroller.current?.scrollBy(-event.movementX, -event.movementY);
    },
  };
}
