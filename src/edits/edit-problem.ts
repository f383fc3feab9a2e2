/** The ids under which an answer's edits are refused; stable across versions. */
export type EditRule =
  | 'format-missing' // no edit in a known format
  | 'format-unclosed' // a block or fence was begun and never ended
  | 'does-not-apply'
  | 'ambiguous' // matches two places
  | 'empty-search'
  | 'no-change'
  | 'elided-body' // `// ... rest unchanged` instead of the lines
  | 'missing-file'
  | 'binary-file';

/** Why an answer's edits cannot be used. The engine's RedFlag by shape: this room knows nothing of votes. */
export interface EditProblem {
  readonly rule: EditRule;
  /** One sentence that names the block. */
  readonly reason: string;
  readonly evidence?: string;
}

const MAX_EVIDENCE_LINES = 24;
const MAX_EVIDENCE_COLUMNS = 200;

/** Returns a problem; its evidence is cut to 24 lines of 200 characters. */
export function editProblem(rule: EditRule, reason: string, evidence?: readonly string[]): EditProblem {
  if (evidence === undefined || evidence.length === 0) return { rule, reason };
  return { rule, reason, evidence: excerpt(evidence) };
}

function excerpt(lines: readonly string[]): string {
  const shown = lines.slice(0, MAX_EVIDENCE_LINES).map(cutLine);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n');
}

function cutLine(line: string): string {
  return line.length > MAX_EVIDENCE_COLUMNS ? `${line.slice(0, MAX_EVIDENCE_COLUMNS)}…` : line;
}
