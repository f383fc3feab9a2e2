import type { GateRequest } from '../../engine/flow/next-action.ts';
import type { StepSpec } from '../../engine/flow/step-spec.ts';
import type { MergedClasses } from '../../engine/maker/behaviour/merged-classes.ts';
import type { ConcludedRace } from '../../engine/maker/estimate/fold-estimates.ts';
import type { StepInput, VerificationRecord } from '../../engine/maker/maker-state.ts';
import { stepInputOf } from '../../engine/maker/step-input.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { StepState } from '../../protocol/session.ts';
import type { DistinctionRecord } from './distinctions.ts';

/** Everything that is shown of one step, folded from the journal. */
export interface StepView {
  readonly id: string;
  readonly parent: string | null;
  readonly dependsOn: readonly string[];
  readonly graph: string;
  readonly input: StepInput;
  state: StepState;
  phase: string;
  readonly samples: SampleRecord[];
  /** Labels `A`, `B`, … by vote key, in the order the classes appeared; stable over attempts. */
  readonly labels: Map<string, string>;
  readonly planLabels: Map<string, string>;
  /** Blobs of candidates that a person chose, by vote key: no sample need stand behind them. */
  readonly ownAnswers: Map<string, string>;
  attempt: number;
  planAttempt: number;
  rollbacks: number;
  /** The lead that the last concluded race needed; null before. */
  needed: number | null;
  winner: string | null;
  /** The race that was decided, until it is known whether rightly. */
  concluded: ConcludedRace | undefined;
  /** Plan blob that was chosen. */
  plan: string | null;
  verification: VerificationRecord | undefined;
  /** What checking each class before the count gave, by vote key. */
  readonly verified: Map<string, VerificationRecord>;
  readonly distinctions: DistinctionRecord[];
  /** Classes that count as one, since they behave alike. */
  merged: MergedClasses | undefined;
  /** How its answers were compared by their behaviour, or why not: one sentence. */
  probed: string | undefined;
  gate: GateRequest | undefined;
  /** Number of the entry that opened the gate. */
  gateSeq: number | null;
  readonly feedback: string[];
  children: number;
  startedAt: number | undefined;
  endedAt: number | undefined;
}

/** Graphs of steps that are solved themselves; all others stand for steps beneath them. */
const SOLVED_GRAPHS: ReadonlySet<string> = new Set(['leaf', 'race']);

export function isSolvedGraph(graph: string): boolean {
  return SOLVED_GRAPHS.has(graph);
}

/** True for a step that is solved itself and was not split: what progress counts. */
export function isLeaf(step: StepView): boolean {
  return step.children === 0 && isSolvedGraph(step.graph);
}

/** Returns a step as it is when it was just planned. */
export function newStepView(spec: StepSpec, parent: StepView | null): StepView {
  return {
    id: spec.id,
    parent: parent?.id ?? null,
    dependsOn: spec.dependsOn,
    graph: spec.graph,
    input: stepInputOf(spec.input, parent?.input),
    state: 'planned',
    phase: 'planned',
    samples: [],
    labels: new Map(),
    planLabels: new Map(),
    ownAnswers: new Map(),
    attempt: 0,
    planAttempt: 0,
    rollbacks: 0,
    needed: null,
    winner: null,
    concluded: undefined,
    plan: null,
    verification: undefined,
    verified: new Map(),
    distinctions: [],
    merged: undefined,
    probed: undefined,
    gate: undefined,
    gateSeq: null,
    feedback: [],
    children: 0,
    startedAt: undefined,
    endedAt: undefined,
  };
}

/** Returns `A` … `Z`, `AA` … for 0, 1, … */
export function labelOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${labelOf(Math.floor(index / 26) - 1)}${letter}`;
}

/** Returns the label of a key, giving it the next one when it is new. */
export function labelled(labels: Map<string, string>, key: string): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = labelOf(labels.size);
  labels.set(key, label);
  return label;
}
