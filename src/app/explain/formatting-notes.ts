import { formattingOf } from '../../domains/code/index.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';

/** The answer that stands for a class. */
export interface ClassAnswer {
  readonly label: string;
  readonly candidate: Candidate;
}

/** Returns what the repository's own formatter did for the files of the answers; what is the same for several is said once. */
export function formattingNotes(answers: readonly ClassAnswer[]): VoteExplanation['formatting'] {
  const notes = new Map<string, VoteExplanation['formatting'][number]>();
  for (const { label, candidate } of answers)
    for (const { path, formatter, refusal, reason } of formattingOf(candidate.payload)) {
      const without = reason ?? `${path} is compared without ${formatter} (${refusal}).`;
      const sentence = refusal === undefined ? `${path} is compared as ${formatter} writes it.` : without;
      const note = notes.get(sentence) ?? {
        ...{ labels: [], path, formatter },
        ...(refusal === undefined ? {} : { refusal }),
        sentence,
      };
      note.labels.push(label);
      notes.set(sentence, note);
    }
  return [...notes.values()];
}
