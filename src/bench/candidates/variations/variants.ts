import type { Edited, Subject } from '../subjects/subject.ts';
import { OTHER_EVERYWHERE, type Fault } from './other-everywhere.ts';
import { SAME_EVERYWHERE } from './same-everywhere.ts';

/** A program as somebody else might have written it. */
export interface Variant {
  readonly how: string;
  readonly text: string;
  /** What it was made for: to do what the subject does, or not to. */
  readonly meant: 'same' | 'other';
}

/** Returns the subject as it is written in many ways; none has the subject's own text, and no two have one. */
export function variantsOf(subject: Subject): Variant[] {
  const variants = [...sameVariants(subject), ...otherVariants(subject)];
  const seen = new Set([subject.text]);
  return variants.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function sameVariants(subject: Subject): Variant[] {
  const everywhere = SAME_EVERYWHERE.filter(({ languages }) => languages.includes(subject.language));
  return [
    ...everywhere.map(({ how, of }): Variant => ({ how, text: of(subject.text, subject), meant: 'same' })),
    ...subject.same.map((edited): Variant => ({
      how: edited.how,
      text: textOf(subject, edited),
      meant: 'same',
    })),
  ];
}

function otherVariants(subject: Subject): Variant[] {
  const faults = OTHER_EVERYWHERE.filter(({ languages }) => languages.includes(subject.language));
  return [
    ...subject.other.map((edited): Variant => ({
      how: edited.how,
      text: textOf(subject, edited),
      meant: 'other',
    })),
    ...faults.flatMap((fault) => planted(subject, fault)),
  ];
}

function planted({ text }: Subject, { how, find, put }: Fault): Variant[] {
  return [...text.matchAll(find)].map((found): Variant => {
    const after = found.index + found[0].length;
    const there = put(found[0], ...found.slice(1).map((group) => group ?? ''));
    return { how, text: text.slice(0, found.index) + there + text.slice(after), meant: 'other' };
  });
}

function textOf(subject: Subject, { how, edits }: Edited): string {
  return edits.reduce((text, [find, replace]) => {
    const at = text.indexOf(find);
    if (at < 0)
      throw new Error(
        `"${how}" of ${subject.name} (${subject.language}) looks for ${find}, which is not there.`,
      );
    return text.slice(0, at) + replace + text.slice(at + find.length);
  }, subject.text);
}
