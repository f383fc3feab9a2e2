import type { Decision } from '../../protocol/service.ts';
import type { Gate } from './allowed-answers.ts';
import { questionOf } from './allowed-answers.ts';

/** Returns what a yes to one answer means: approving what leads, or picking another; undefined when no yes fits here. */
export function approvalOf(gate: Gate, label: string | undefined): Decision | undefined {
  const kinds = questionOf(gate)?.answers.map(({ kind }) => kind) ?? [];
  const { diffs, step } = gate.detail;
  // A person may have chosen another answer than the vote did: what is up for a yes stands first.
  const leads = diffs[0]?.label ?? step.votes.find((each) => each.winner)?.label;
  if (kinds.includes('approve') && (label === undefined || leads === undefined || label === leads)) {
    return { kind: 'approve' };
  }
  return label !== undefined && kinds.includes('pick') ? { kind: 'pick', label } : undefined;
}
