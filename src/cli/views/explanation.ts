import type { VoteExplanation, VoteTier } from '../../protocol/explanation.ts';
import { distinctionLines, verdictLines } from './gate.ts';
import { diffLines } from './diff-lines.ts';
import { fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas, Paint } from './paint.ts';
import { counted } from './quantities.ts';
import { section } from './section.ts';

/** Returns who agrees with whom at which tier, what running, checking and formatting them gave, what was thrown away, and how the others differ from the leading answer. */
export function explanationLines(explanation: VoteExplanation, { paint, width }: Canvas): string[] {
  const { title, step_id, attempt, sentence, tiers, behaviour, differences } = explanation;
  return [
    paint.bold(oneLine(title)),
    paint.dim(`${oneLine(step_id)} · attempt ${attempt}`),
    '',
    oneLine(sentence),
    ...(behaviour === undefined ? [] : [paint.dim(oneLine(behaviour))]),
    ...section(
      'Who agrees',
      tiers.map((tier) => tierLine(tier, paint)),
      paint,
    ),
    ...section('Which models', modelLines(explanation), paint),
    ...section('Where they differ', distinctionLines(explanation.distinctions, width), paint),
    ...section(
      'Checked before the count',
      explanation.checks.flatMap((check) => checkLines(check, paint)),
      paint,
    ),
    ...section('Formatted before the comparison', formattingLines(explanation, paint), paint),
    ...section('Thrown away', thrownAway(explanation, paint), paint),
    ...differences.flatMap(({ one, other, diff }) =>
      section(`From ${oneLine(one)} to ${oneLine(other)}`, diffLines(diff, paint), paint),
    ),
  ].map((line) => fit(line, width));
}

/** `  syntax    2 classes   A: 1 2 3 · B: 4   ← counted` */
function tierLine({ tier, counted: isCounted, classes }: VoteTier, paint: Paint): string {
  const groups = classes.map(({ label, samples }) => `${oneLine(label)}: ${samples.join(' ')}`).join(' · ');
  const mark = isCounted ? paint.green('   ← counted') : '';
  const number = classes.length === 1 ? '1 class' : `${classes.length} classes`;
  return `  ${oneLine(tier).padEnd(10)}${number.padEnd(11)}${groups}${mark}`;
}

/** `  A  gpt-5-mini 2, claude-haiku-4-5 1` */
function modelLines({ models = [] }: VoteExplanation): string[] {
  return models.map(({ label, votes }) => {
    const who = votes.map(({ model, count }) => `${oneLine(model)} ${count}`).join(', ');
    return `  ${oneLine(label)}  ${who}`;
  });
}

/** `  B  ✗ breaks csv › plain` */
function checkLines(check: VoteExplanation['checks'][number], paint: Paint): string[] {
  const [verdict = '', ...broken] = verdictLines(check, paint);
  return [`  ${oneLine(check.label)}${verdict}`, ...broken];
}

function formattingLines({ formatting }: VoteExplanation, paint: Paint): string[] {
  return formatting.map(({ labels, sentence, refusal }) => {
    const said = oneLine(sentence);
    return `  ${oneLine(labels.join(', '))}  ${refusal === undefined ? said : paint.yellow(said)}`;
  });
}

function thrownAway({ flagged, unanswered }: VoteExplanation, paint: Paint): string[] {
  const flags = flagged.map(
    ({ sample, rule, reason }) =>
      `  ${String(sample).padStart(3)}  ${paint.yellow(`⚑  ${oneLine(rule)}: ${oneLine(reason)}`)}`,
  );
  const none =
    unanswered.length === 0
      ? []
      : [paint.dim(`  ${counted(unanswered.length, 'sample')} brought no answer: ${unanswered.join(' ')}`)];
  return [...flags, ...none];
}
