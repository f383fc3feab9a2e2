import wrapAnsi from 'wrap-ansi';
import type { Distinction } from '../../protocol/distinction.ts';
import type { StepDetail, VerificationSummary, WaitState } from '../../protocol/session.ts';
import { diffLines } from './diff-lines.ts';
import { fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas, Paint } from './paint.ts';
import { counted } from './quantities.ts';
import { raceBars } from './race.ts';

const MOST_DIFF_LINES = 60;

/** Returns everything a person needs to decide on a step: why it asks, the race, the verification, the flags and the diff. */
export function gateLines(detail: StepDetail, wait: WaitState, canvas: Canvas): string[] {
  const { paint, width } = canvas;
  return [
    '',
    `${paint.yellow('◆')} ${paint.bold(oneLine(detail.step.title))}`,
    `  ${oneLine(wait.details)}`,
    ...factLines(detail, canvas),
    ...shownDiff(detail, paint),
    '',
  ].map((line) => fit(line, width));
}

/** Returns what is known of a step in short: promise, race, verification, flags, proposed plans. */
export function factLines(detail: StepDetail, { paint, width }: Canvas): string[] {
  return [
    ...promiseLines(detail),
    ...raceLines(detail, paint),
    ...distinctionLines(detail.distinctions ?? [], width),
    ...verificationLines(detail, paint),
    ...flagLines(detail, paint),
    ...proposalLines(detail, paint),
  ];
}

function promiseLines({ step }: StepDetail): string[] {
  if (step.unverified) return ['  unverified: no test or command proves this step'];
  return step.promise.length === 0 ? [] : [`  promises ${oneLine(step.promise.join(', '))}`];
}

function raceLines({ step }: StepDetail, paint: Paint): string[] {
  const votes = Object.fromEntries(step.votes.map(({ label, votes }) => [label, votes]));
  const winner = step.votes.find((each) => each.winner)?.label ?? null;
  const bars = raceBars({ votes, k: step.k, winner, rule: step.rule }, paint);
  const classes = step.votes.map(({ label, summary }) => `  ${paint.dim(`${label}: ${oneLine(summary)}`)}`);
  return bars === '' ? [] : [`  ${bars}`, ...classes];
}

/** Returns what told two answers apart, each outcome by itself, or why nothing did; wrapped and never cut. */
export function distinctionLines(distinctions: readonly Distinction[], width: number): string[] {
  return distinctions.flatMap(({ one, other, input, outcomes, sentence }) =>
    input === null || outcomes === null
      ? indented(sentence, 2, width)
      : [
          ...indented(input, 2, width),
          ...indented(`${one} gives ${outcomes[0]}`, 4, width),
          ...indented(`${other} gives ${outcomes[1]}`, 4, width),
        ],
  );
}

function indented(text: string, by: number, width: number): string[] {
  const wrapped = wrapAnsi(oneLine(text), Math.max(20, width - by), { hard: true });
  return wrapped.split('\n').map((line) => ' '.repeat(by) + line);
}

function verificationLines({ step }: StepDetail, paint: Paint): string[] {
  return step.verification === null ? [] : verdictLines(step.verification, paint);
}

/** Returns what a check gave: its summary, then the first tests that it breaks. */
export function verdictLines(
  verification: Pick<VerificationSummary, 'verdict' | 'summary' | 'broken'>,
  paint: Paint,
): string[] {
  const mark = { passed: paint.green('✓'), failed: paint.red('✗'), unverified: paint.yellow('?') }[
    verification.verdict
  ];
  const broken = verification.broken.map((test) => `    ${paint.red('breaks')} ${oneLine(test)}`);
  return [`  ${mark} ${oneLine(verification.summary)}`, ...broken.slice(0, 10)];
}

function flagLines({ step }: StepDetail, paint: Paint): string[] {
  if (step.red_flags.length === 0) return [];
  const flags = step.red_flags.map(({ rule, count }) => `${rule} ×${count}`).join(', ');
  return [`  ${paint.yellow('⚑')} ${oneLine(flags)}`];
}

/** Plans are what is decided on while a step has no answers of its own. */
function proposalLines({ step, proposals }: StepDetail, paint: Paint): string[] {
  if (step.votes.length > 0) return [];
  return proposals.flatMap(({ label, votes, steps }) => [
    `  ${paint.bold(`plan ${label}`)} ${paint.dim(counted(votes, 'vote'))}`,
    ...steps.map((title, index) => `    ${index + 1}. ${oneLine(title)}`),
  ]);
}

function shownDiff({ diffs }: StepDetail, paint: Paint): string[] {
  const [leader, ...others] = diffs;
  if (leader === undefined) return [];
  const lines = diffLines(leader.diff, paint);
  const more = lines.length - MOST_DIFF_LINES;
  return [
    '',
    ...(others.length === 0
      ? []
      : [`  ${paint.dim(`${leader.label} of ${diffs.map(({ label }) => label).join(', ')}`)}`]),
    ...lines.slice(0, MOST_DIFF_LINES),
    ...(more > 0 ? [paint.dim(`… ${more} more lines`)] : []),
  ];
}
