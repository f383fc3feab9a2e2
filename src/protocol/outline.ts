import * as z from 'zod';
import { stepState, type StepState } from './session.ts';

/** A step as lists and drawings show it: a line with its totals. */
export const outlineRow = z.strictObject({
  step_id: z.string(),
  parent_id: z.string().nullable(),
  /** Depth in the tree, 0 for the root's children. */
  level: z.number().int(),
  /** Place among its siblings and their number, counted from 1, as screen readers say them. */
  position: z.number().int(),
  siblings: z.number().int(),
  title: z.string(),
  kind: z.string(),
  state: stepState,
  phase: z.string(),
  k: z.number().int(),
  /** Votes of the leader and of its strongest rival; null before the first vote. */
  leader: z.number().int().nullable(),
  rival: z.number().int().nullable(),
  dissent: z.number().int(),
  red_flags: z.number().int(),
  unverified: z.boolean(),
  /** Trigger of the question it waits with; null when it doesn't wait. */
  waiting_for: z.string().nullable(),
  children: z.number().int(),
  folded: z.boolean(),
  /** Leaves beneath it (itself, when it is one): how many there are, and how many are accepted. */
  leaves: z.number().int(),
  leaves_done: z.number().int(),
});
export type OutlineRow = z.infer<typeof outlineRow>;

/** How a person unfolded the tree. By default finished subtrees are folded and all others are open. */
export interface Folding {
  readonly folded?: readonly string[] | undefined;
  readonly unfolded?: readonly string[] | undefined;
}

export interface OutlineQuery extends Folding {
  readonly sessionId: string;
  /** Only steps whose title, id or description contains this (without regard to case), with their ancestors. */
  readonly find?: string | undefined;
  /** Only steps in these states, with their ancestors. */
  readonly states?: readonly StepState[] | undefined;
  /** Where the page begins; with `around`, the page is the one that holds that step. */
  readonly offset: number;
  readonly around?: string | undefined;
  /** At most 200. */
  readonly limit: number;
}

export const outline = z.strictObject({
  session_id: z.string(),
  /** Rows in all, of which `rows` is the page that begins at `offset`. */
  total: z.number().int(),
  offset: z.number().int(),
  rows: z.array(outlineRow),
  /** Leaves by state, over the whole session. */
  counts: z.record(stepState, z.number().int()),
  /** The first of the steps that wait for a person, at most 50, in the order of the tree. */
  waiting: z.array(z.string()),
});
export type Outline = z.infer<typeof outline>;

export interface StepGraphQuery extends Folding {
  readonly sessionId: string;
  /** The step that must be among the drawn ones. */
  readonly focus?: string | undefined;
  /** Most nodes to draw; at most 240. */
  readonly limit: number;
}

/** A step, or a run of siblings drawn as one node because there are too many to draw. */
export const graphNode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('step'), id: z.string(), parent: z.string().nullable(), row: outlineRow }),
  z.strictObject({
    kind: z.literal('run'),
    id: z.string(),
    parent: z.string().nullable(),
    /** Steps in the run, and their leaves by state. */
    steps: z.number().int(),
    counts: z.record(stepState, z.number().int()),
    /** The step in the middle of the run: focusing it draws the run's surroundings. */
    middle: z.string(),
  }),
]);
export type GraphNode = z.infer<typeof graphNode>;

export const stepGraph = z.strictObject({
  session_id: z.string(),
  /** Parents before children; siblings in order. */
  nodes: z.array(graphNode),
  /** Which drawn node needs which; parent and child are in the nodes. */
  dependencies: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  total_steps: z.number().int(),
});
export type StepGraph = z.infer<typeof stepGraph>;
