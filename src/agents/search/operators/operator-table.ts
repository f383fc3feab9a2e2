import type { Operator } from '../operator.ts';
import * as lists from './arguments.ts';
import * as signs from './binary-operators.ts';
import * as calls from './calls.ts';
import * as clauses from './clauses.ts';
import * as conditions from './conditions.ts';
import * as literals from './literals.ts';
import * as names from './names.ts';
import * as offsets from './off-by-one.ts';
import * as paired from './paired-statements.ts';
import * as regexes from './regular-expressions.ts';
import * as statements from './statements.ts';
import * as truthiness from './truthiness.ts';
import * as values from './values.ts';

const GROUPS = [
  signs,
  conditions,
  clauses,
  truthiness,
  literals,
  offsets,
  calls,
  lists,
  names,
  statements,
  values,
  regexes,
  paired,
];

/** Every kind of edit that the search knows. */
export const OPERATORS: readonly Operator[] = GROUPS.flatMap((group) =>
  Object.values(group).filter(isOperator),
);

function isOperator(value: unknown): value is Operator {
  return typeof value === 'object' && value !== null && 'prior' in value && 'edits' in value;
}
