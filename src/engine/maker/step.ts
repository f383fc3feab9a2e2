/** What a machine can check when a step is done. `none`: the step is labelled unverified. */
export type StepPromise =
  | { readonly kind: 'tests'; readonly tests: readonly string[] }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'none' };

/** A step as planner, prompts, domains and people see it. */
export interface StepBrief {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Open-ended, e.g. `plan`, `edit`, `move`. */
  readonly kind: string;
  readonly depth: number;
  readonly promise: StepPromise;
  /** Test ids that may turn red. */
  readonly mayBreak: readonly string[];
  /** Workspace-relative paths that the planner names. */
  readonly files: readonly string[];
  /** True where they are where the change may belong, by traces of failures, and not what a plan was voted on for. */
  readonly filesAreHints?: boolean;
}

/** A step of a plan that has no id yet; `dependsOn` are indices of earlier steps of the same plan. */
export interface PlannedStep {
  readonly title: string;
  readonly description: string;
  readonly kind: string;
  readonly promise: StepPromise;
  readonly mayBreak: readonly string[];
  readonly files: readonly string[];
  /** As of a step. */
  readonly filesAreHints?: boolean;
  readonly dependsOn: readonly number[];
}

export interface Plan {
  readonly steps: readonly PlannedStep[];
}
