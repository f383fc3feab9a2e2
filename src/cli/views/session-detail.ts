import type { SessionDetail, StepSummary } from '../../protocol/session.ts';
import { commandLine, commandsFor } from './commands-to-go-on.ts';
import { splitLine } from './decomposition.ts';
import { classLines, restLine } from './estimates.ts';
import { fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import { stateMark, statusWord } from './marks.ts';
import type { Canvas, Paint } from './paint.ts';
import { planRows, type TreeRow } from './plan-tree.ts';
import { counted, duration, money } from './quantities.ts';
import { tokensUsed } from './tokens-used.ts';
import { raceBars } from './race.ts';
import { alarmLines, ruleLine } from './red-flags.ts';

/** Returns a session with its whole plan, what it cost, and what waits with the commands that answer it. */
export function sessionDetailLines(session: SessionDetail, { paint, width }: Canvas): string[] {
  const { metadata, metrics } = session;
  const head = [
    `${paint.bold(oneLine(session.prompt))}`,
    `${statusWord(session.status, paint)}  ${session.session_id}`,
    paint.dim(
      [session.domain, metadata.provider, metadata.model, metadata.repo_path ?? '']
        .filter(Boolean)
        .map(oneLine)
        .join(' · '),
    ),
    paint.dim(
      [
        `${session.completed_steps} of ${counted(session.total_steps, 'step')} done`,
        counted(metrics.samples, 'sample'),
        counted(metrics.red_flags, 'red flag'),
        tokensUsed(metrics),
        money(metrics.cost_usd),
        duration(metrics.duration_ms),
        metadata.delivered ? 'delivered' : 'not delivered',
      ].join(' · '),
    ),
    ...redFlagLines(session, paint),
    ...splitLines(session, paint),
    ...estimateLines(session).map((line) => paint.dim(line)),
    ...(metadata.waits_for === undefined ? [] : [paint.yellow(oneLine(metadata.waits_for))]),
    ...(metadata.failure === null ? [] : [paint.red(oneLine(metadata.failure))]),
  ].map((line) => fit(line, width));
  const steps = session.steps.map((step) => ({ ...step, id: step.step_id, parentId: step.parent_id }));
  const plan = planRows(steps, Number.POSITIVE_INFINITY).map((row) => fit(rowLine(row, paint), width));
  const more = session.more_steps ?? 0;
  if (more > 0) plan.push(paint.dim(`and ${counted(more, 'step')} more`));
  const alarms = alarmLines(session).map(paint.yellow);
  return [...head, ...alarms, '', ...plan, ...waitingLines(session, paint), ...afterwards(session, paint)];
}

function redFlagLines(session: SessionDetail, paint: Paint): string[] {
  const line = ruleLine(session);
  return line === undefined ? [] : [paint.dim(line)];
}

function splitLines(session: SessionDetail, paint: Paint): string[] {
  const line = splitLine(session);
  if (line === undefined) return [];
  return [session.decomposition?.alarm === true ? paint.yellow(line) : paint.dim(line)];
}

function estimateLines({ estimates }: SessionDetail): string[] {
  if (estimates === null || estimates === undefined) return [];
  return [...classLines(estimates), restLine(estimates)];
}

type Row = TreeRow<StepSummary & { id: string; parentId: string | null }>;

function rowLine(row: Row, paint: Paint): string {
  const indent = '  '.repeat(Math.min(row.depth, 8));
  if (row.kind === 'folded') return `${indent}${counted(row.count, 'step')} ${row.state}`;
  const { step } = row;
  const votes = Object.fromEntries(step.votes.map(({ label, votes }) => [label, votes]));
  const winner = step.votes.find((each) => each.winner)?.label ?? null;
  const flags = step.red_flags.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    `${indent}${stateMark(step.state, paint)} ${oneLine(step.title)}`,
    paint.dim(oneLine(step.step_id)),
    raceBars({ votes, k: step.k, winner, rule: step.rule }, paint),
    flags === 0 ? '' : paint.yellow(`⚑ ${flags}`),
    step.unverified && step.state === 'accepted' ? paint.yellow('unverified') : '',
  ];
  return parts.filter(Boolean).join('  ');
}

function waitingLines(session: SessionDetail, paint: Paint): string[] {
  return session.metadata.waiting.flatMap((wait) => [
    '',
    `${paint.yellow('◆')} ${oneLine(wait.step_id)} waits: ${oneLine(wait.details)}`,
    ...commandsFor(
      session.session_id,
      wait,
      session.steps.find(({ step_id }) => step_id === wait.step_id),
    ).map((command) => `    ${command}`),
  ]);
}

function afterwards(session: SessionDetail, paint: Paint): string[] {
  if (!session.metadata.delivered) return [];
  return ['', paint.dim(`take it back: ${commandLine('undo', '--session-id', session.session_id)}`)];
}
