import type { Decision } from '../../protocol/service.ts';
import { oneLine } from '../views/harmless.ts';
import { counted } from '../views/quantities.ts';
import type { Asker } from './asker.ts';
import { gateQuestion, type Gate, type GateQuestion } from './gate-choices.ts';

/** Asks a person about one gate. Returns undefined when the question was dismissed or put off: the gate stays closed. */
export async function decideAtGate(gate: Gate, asker: Asker): Promise<Decision | undefined> {
  const asked = gateQuestion(gate);
  if (asked === undefined) return undefined;
  const answer = await asker.select(asked.question, asked.choices);
  switch (answer) {
    case 'approve':
    case 'more':
    case 'skip':
    case 'stop':
      return { kind: answer };
    case 'reject':
      return rejection(asker);
    case 'pick':
      return pick(asked, asker);
    default:
      return undefined;
  }
}

async function rejection(asker: Asker): Promise<Decision | undefined> {
  const comment = await asker.text('What should be different?');
  return comment === undefined || comment.trim() === ''
    ? undefined
    : { kind: 'reject', comment: comment.trim() };
}

async function pick({ pickable }: GateQuestion, asker: Asker): Promise<Decision | undefined> {
  const choices = pickable.map(({ label, votes, summary }) => ({
    value: label,
    label: `${label}: ${oneLine(summary)}`,
    hint: counted(votes, 'vote'),
  }));
  const label = await asker.select('Which one?', choices);
  return label === undefined ? undefined : { kind: 'pick', label };
}
