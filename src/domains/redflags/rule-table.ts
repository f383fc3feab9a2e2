import type { Role } from '../../engine/ports/microagent.ts';

/** In this order rules are asked; what one stage flags, the next never sees. */
export const STAGES = ['answer', 'text', 'form', 'edit', 'change', 'run', 'critique', 'memory'] as const;
export type Stage = (typeof STAGES)[number];

/** One rule: the id under which it flags, and what it is about. */
export interface RuleRow {
  /** The rule of the flags it raises. */
  readonly id: string;
  /** Its name in `red_flaggers`; undefined for what no answer can do without. */
  readonly type?: string;
  readonly stage: Stage;
  /** Whether it is asked unless it is switched off, or only where it is listed. */
  readonly asked: 'always' | 'unless-off' | 'if-listed';
  /** Built-in domains whose answers it is about; undefined: all. */
  readonly domains?: readonly string[];
  /** Roles whose answers it is about; undefined: those of its entry, else the solver. */
  readonly roles?: readonly Role[];
  /** What becomes of an answer that it is about: thrown away, or put before a person whatever the votes say. */
  readonly effect: 'discard' | 'person';
}

const EVERY_ROLE: readonly Role[] = [
  'decomposition',
  'decomposition_discriminator',
  'solver',
  'solution_discriminator',
];
const SOLVER: readonly Role[] = ['solver'];
const CODE = { domains: ['code'], roles: SOLVER, effect: 'discard' } as const;
const ANY = { roles: EVERY_ROLE, effect: 'discard' } as const;

/** Every rule with a name of its own; what else a domain finds wrong with the form of an answer belongs to `form`. */
export const RULE_TABLE: readonly RuleRow[] = [
  { id: 'refusal', stage: 'answer', asked: 'always', ...ANY },
  { id: 'cut', stage: 'answer', asked: 'always', ...ANY },
  { id: 'truncated', stage: 'answer', asked: 'always', ...ANY },
  { id: 'empty', stage: 'answer', asked: 'always', ...ANY },
  { id: 'too-long', type: 'length', stage: 'text', asked: 'if-listed', effect: 'discard' },
  { id: 'forbidden-words', type: 'forbids', stage: 'text', asked: 'if-listed', effect: 'discard' },
  { id: 'missing-words', type: 'requires', stage: 'text', asked: 'if-listed', effect: 'discard' },
  { id: 'format-missing', stage: 'form', asked: 'always', ...CODE },
  { id: 'format-unclosed', stage: 'form', asked: 'always', ...CODE },
  { id: 'invalid-path', stage: 'form', asked: 'always', ...CODE },
  { id: 'outside', stage: 'form', asked: 'always', ...CODE },
  { id: 'symlink', stage: 'form', asked: 'always', ...CODE },
  {
    ...{ id: 'legality', type: 'legality', stage: 'form', asked: 'unless-off' },
    ...{ domains: ['hanoi', 'multiplication'], roles: SOLVER, effect: 'discard' },
  },
  { id: 'does-not-apply', stage: 'edit', asked: 'always', ...CODE },
  { id: 'ambiguous', stage: 'edit', asked: 'always', ...CODE },
  { id: 'empty-search', stage: 'edit', asked: 'always', ...CODE },
  { id: 'no-change', stage: 'edit', asked: 'always', ...CODE },
  { id: 'elided-body', stage: 'edit', asked: 'always', ...CODE },
  { id: 'missing-file', stage: 'edit', asked: 'always', ...CODE },
  { id: 'binary-file', stage: 'edit', asked: 'always', ...CODE },
  { id: 'granularity', type: 'granularity', stage: 'change', asked: 'unless-off', ...CODE },
  { id: 'beyond-plan', type: 'granularity', stage: 'change', asked: 'unless-off', ...CODE },
  { id: 'syntax', type: 'syntax', stage: 'change', asked: 'unless-off', ...CODE },
  { id: 'new-stub', type: 'stub', stage: 'change', asked: 'unless-off', ...CODE },
  { id: 'protected', stage: 'change', asked: 'always', ...CODE, effect: 'person' },
  { id: 'test-weakened', stage: 'change', asked: 'always', ...CODE, effect: 'person' },
  { id: 'type-regression', type: 'typecheck', stage: 'run', asked: 'if-listed', ...CODE },
  { id: 'lint-regression', type: 'lint', stage: 'run', asked: 'if-listed', ...CODE },
  { id: 'command', type: 'command', stage: 'run', asked: 'if-listed', ...CODE },
  { id: 'test-regression', type: 'tests', stage: 'run', asked: 'if-listed', ...CODE },
  { id: 'llm-critique', type: 'llm_critique', stage: 'critique', asked: 'if-listed', effect: 'discard' },
  { id: 'known-to-fail', stage: 'memory', asked: 'always', roles: SOLVER, effect: 'discard' },
];

const STAGE_BY_RULE = new Map(RULE_TABLE.map(({ id, stage }) => [id, STAGES.indexOf(stage)]));

/** Returns the place of a rule's stage in the order of asking; what the table does not name is a matter of form. */
export function stageOf(rule: string): number {
  return STAGE_BY_RULE.get(rule) ?? STAGES.indexOf('form');
}
