import type { LineSplice } from '../text/line-alignment.ts';
import type { LineEnding, TextLine } from '../text/text-lines.ts';

/**
 * Returns the text with the splices done (in order, apart from each other). Lines outside keep their own endings;
 * inserted ones take the ending of the line they replace, else of the line before, else of the one after. Whether the
 * file ends with a newline stays as it was.
 */
export function splicedText(base: readonly TextLine[], splices: readonly LineSplice[]): string {
  const lines: TextLine[] = [];
  let position = 0;
  for (const splice of splices) {
    for (; position < splice.start; position += 1) lines.push(base[position] as TextLine);
    splice.lines.forEach((text, index) => lines.push({ text, ending: endingFor(base, splice, index) }));
    position = splice.end;
  }
  for (; position < base.length; position += 1) lines.push(base[position] as TextLine);
  return joined(lines, base.at(-1)?.ending !== '');
}

function endingFor(base: readonly TextLine[], splice: LineSplice, index: number): LineEnding {
  const replaced = base[Math.min(splice.start + index, splice.end - 1)];
  const own = splice.end > splice.start ? replaced?.ending : undefined;
  const places = [own, base[splice.start - 1]?.ending, base[splice.end]?.ending, base[0]?.ending];
  return places.find((ending) => ending !== undefined && ending !== '') ?? '\n';
}

function joined(lines: readonly TextLine[], finalNewline: boolean): string {
  const last = lines.length - 1;
  const common = lines.find((line) => line.ending !== '')?.ending ?? '\n';
  return lines
    .map(({ text, ending }, index) => text + (index === last && !finalNewline ? '' : ending || common))
    .join('');
}
