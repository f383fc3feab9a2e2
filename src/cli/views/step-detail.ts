import type { SampleDetail, StepDetail } from '../../protocol/session.ts';
import { commandsFor } from './commands-to-go-on.ts';
import { diffLines } from './diff-lines.ts';
import { fit } from './fit.ts';
import { factLines } from './gate.ts';
import { oneLine } from './harmless.ts';
import { stateMark } from './marks.ts';
import type { Canvas, Paint } from './paint.ts';
import { counted, duration, money } from './quantities.ts';
import { section } from './section.ts';

/** Returns one step with all its evidence: race, verification, every sample, every class's diff, and what was said about it. */
export function stepDetailLines(detail: StepDetail, canvas: Canvas): string[] {
  const { paint, width } = canvas;
  const { step } = detail;
  const head = [
    `${stateMark(step.state, paint)} ${paint.bold(oneLine(step.title))}`,
    paint.dim(
      [
        step.step_id,
        step.kind,
        step.phase,
        counted(step.attempts, 'attempt'),
        duration(step.duration_ms),
        money(step.cost_usd),
      ]
        .map(oneLine)
        .join(' · '),
    ),
  ];
  const description =
    step.description === step.title ? [] : step.description.split('\n').map((line) => `  ${line}`);
  const lines = [
    ...head,
    ...description,
    ...factLines(detail, canvas),
    ...section(
      'Samples',
      detail.sample_list.map((sample) => sampleLine(sample, paint)),
      paint,
    ),
    ...section(
      'Said about it',
      detail.feedback.map((text) => `  ${oneLine(text)}`),
      paint,
    ),
    ...detail.diffs.flatMap(({ label, diff }) => section(`Answer ${label}`, diffLines(diff, paint), paint)),
  ].map((line) => fit(line, width));
  const wait = step.wait_state;
  if (wait === null) return lines;
  const commands = commandsFor(detail.session_id, wait, detail.step).filter(
    (command) => !command.startsWith('microfactory show'),
  );
  return [
    ...lines,
    '',
    `${paint.yellow('◆')} ${oneLine(wait.details)}`,
    ...commands.map((command) => `    ${command}`),
  ];
}

function sampleLine(sample: SampleDetail, paint: Paint): string {
  const flags = sample.flags.map(({ rule, reason }) => `${rule}: ${reason}`).join('; ');
  const result = {
    valid: `${oneLine(sample.class ?? '?')}  ${oneLine(sample.summary)}`,
    flagged: paint.yellow(`⚑  ${oneLine(flags)}`),
    'no-answer': paint.dim(`–  ${sample.summary === '' ? 'no answer' : oneLine(sample.summary)}`),
  }[sample.outcome];
  const source = paint.dim(`${oneLine(sample.model)}, ${Math.round(sample.latency_ms)} ms`);
  return `  ${String(sample.index + 1).padStart(3)}  ${result}  ${source}`;
}
