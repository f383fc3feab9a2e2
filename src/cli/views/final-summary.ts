import type { SessionDetail, StepDetail, StepSummary, WaitState } from '../../protocol/session.ts';
import { commandLine, commandsFor } from './commands-to-go-on.ts';
import { splitLine } from './decomposition.ts';
import { linesByFile, type LineCount } from './diff-lines.ts';
import { classLines, restLine } from './estimates.ts';
import { oneLine } from './harmless.ts';
import type { Canvas, Paint } from './paint.ts';
import { counted, duration, money } from './quantities.ts';
import { tokensUsed } from './tokens-used.ts';
import { alarmLines, ruleLine } from './red-flags.ts';

export interface FinalSummary {
  readonly session: SessionDetail;
  /** One sentence. */
  readonly sentence: string;
  readonly exitCode: number;
  readonly delivered: readonly string[];
  /** Accepted steps with their diffs, for counting lines; may be empty. */
  readonly accepted: readonly StepDetail[];
}

const MOST_FILES = 20;
const MOST_WAITING = 6;

/** Returns what a person wants to know when a session rests: the outcome, what changed, what waits, and how to go on or back. */
export function finalSummary(summary: FinalSummary, { paint }: Canvas): string[] {
  const { session } = summary;
  return [
    `${outcomeMark(summary.exitCode, paint)} ${paint.bold(oneLine(summary.sentence))}`,
    ...facts(session).map((fact) => `  ${fact}`),
    ...deliveredLines(summary, paint),
    ...waitingLines(session, paint),
    ...hints(summary).map((hint) => `  ${paint.dim(hint)}`),
  ];
}

function outcomeMark(exitCode: number, paint: Paint): string {
  if (exitCode === 0) return paint.green('✓');
  return exitCode === 3 ? paint.yellow('◆') : paint.red('✗');
}

function facts(session: SessionDetail): string[] {
  const { metrics } = session;
  const fixed = new Set(session.steps.filter(isAccepted).flatMap((step) => step.verification?.fixed ?? []));
  const tokens = metrics.input_tokens + metrics.output_tokens;
  return [
    [
      ...(session.total_steps === 0
        ? []
        : [`${session.completed_steps} of ${counted(session.total_steps, 'step')} done`]),
      ...(fixed.size === 0 ? [] : [`${counted(fixed.size, 'test')} fixed`]),
    ].join(', '),
    [
      counted(metrics.samples, 'sample'),
      ...(metrics.red_flags === 0 ? [] : [counted(metrics.red_flags, 'red flag')]),
      ...(tokens === 0 ? [] : [tokensUsed(metrics)]),
      money(metrics.cost_usd),
      duration(metrics.duration_ms),
    ].join(', '),
    ruleLine(session) ?? '',
    ...alarmLines(session),
    splitLine(session) ?? '',
    ...estimateFacts(session),
  ].filter((fact) => fact !== '');
}

function estimateFacts({ estimates }: SessionDetail): string[] {
  if (estimates === null || estimates === undefined) return [];
  return [...classLines(estimates), ...(estimates.rest.steps === 0 ? [] : [restLine(estimates)])];
}

function isAccepted(step: StepSummary): boolean {
  return step.state === 'accepted';
}

function deliveredLines({ delivered, accepted }: FinalSummary, paint: Paint): string[] {
  if (delivered.length === 0) return [];
  const counts = totalsByFile(accepted);
  const shown = delivered
    .slice(0, MOST_FILES)
    .map((file) => `    ${oneLine(file)}${linesOf(counts.get(file), paint)}`);
  const more = delivered.length - shown.length;
  return [
    `  delivered ${counted(delivered.length, 'file')}:`,
    ...shown,
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
}

function totalsByFile(accepted: readonly StepDetail[]): ReadonlyMap<string, LineCount> {
  const totals = new Map<string, LineCount>();
  for (const detail of accepted) {
    for (const [file, { added, removed }] of linesByFile(detail.diffs[0]?.diff ?? '')) {
      const before = totals.get(file) ?? { added: 0, removed: 0 };
      totals.set(file, { added: before.added + added, removed: before.removed + removed });
    }
  }
  return totals;
}

function linesOf(count: LineCount | undefined, paint: Paint): string {
  return count === undefined ? '' : `  ${paint.green(`+${count.added}`)} ${paint.red(`−${count.removed}`)}`;
}

function waitingLines(session: SessionDetail, paint: Paint): string[] {
  const { waiting } = session.metadata;
  const shown = waiting.slice(0, MOST_WAITING).flatMap((wait) => waitingStep(session, wait, paint));
  const more = waiting.length - MOST_WAITING;
  return more > 0 ? [...shown, `  … and ${more} more: ${showCommand(session)}`] : shown;
}

function waitingStep(session: SessionDetail, wait: WaitState, paint: Paint): string[] {
  const step = session.steps.find(({ step_id }) => step_id === wait.step_id);
  const title = step?.title ?? wait.step_id;
  return [
    `  ${paint.yellow('◆')} ${oneLine(title)}: ${oneLine(wait.details)}`,
    ...commandsFor(session.session_id, wait, step).map((command) => `      ${command}`),
  ];
}

function hints({ session, exitCode, delivered }: FinalSummary): string[] {
  const id = ['--session-id', session.session_id];
  const kept = session.steps.some((step) => isAccepted(step) && step.parent_id !== null);
  return [
    ...(delivered.length > 0 ? [`take it back: ${commandLine('undo', ...id)}`] : []),
    ...(exitCode === 3 && delivered.length === 0 && kept
      ? [`deliver what was accepted: ${commandLine('deliver', ...id, '--accepted')}`]
      : []),
    ...(goesOnByItself(session) ? [`go on later: ${commandLine('resume', ...id)}`] : []),
    `look into it: ${showCommand(session)}`,
  ];
}

/** A session that waits for a decision needs that first, and one that has ended is over. */
function goesOnByItself({ status, metadata }: SessionDetail): boolean {
  return (status === 'paused' || status === 'running') && metadata.waiting.length === 0;
}

function showCommand(session: SessionDetail): string {
  return commandLine('show', '--session-id', session.session_id);
}
