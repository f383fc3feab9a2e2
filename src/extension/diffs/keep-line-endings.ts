import { diffArrays } from 'diff';

const ENDING = /\r\n|\n/u;

/** True when some lines of a text end otherwise than others; an editor would make them all alike. */
export function hasMixedLineEndings(text: string): boolean {
  return /\r\n/u.test(text) && /(?<!\r)\n/u.test(text);
}

/** Returns the edited text with the line endings of the original wherever a line stayed as it was; new lines end as their predecessor does. */
export function keepLineEndings(original: string, edited: string): string {
  const endings = endingsOf(original);
  const lines = edited.split(ENDING);
  const kept: (string | undefined)[] = [];
  let from = 0;
  for (const change of diffArrays(original.split(ENDING), lines)) {
    if (change.removed) from += change.value.length;
    else if (change.added) kept.push(...change.value.map(() => undefined));
    else {
      kept.push(...change.value.map((_, index) => endings[from + index]));
      from += change.value.length;
    }
  }
  return joined(lines, kept, endings[0] ?? '\n');
}

function endingsOf(text: string): string[] {
  return text.match(/\r\n|\n/gu) ?? [];
}

function joined(lines: readonly string[], kept: readonly (string | undefined)[], first: string): string {
  let last = first;
  return lines
    .map((line, index) => {
      if (index === lines.length - 1) return line;
      last = kept[index] ?? last;
      return line + last;
    })
    .join('');
}
