import type { EditFormat, ParsedEdits } from '../edit-plan.ts';
import { editProblem, type EditProblem } from '../edit-problem.ts';
import { endsFence, fenceEnd, fenceOpening } from './fence.ts';
import { pathInFence } from './path-in-fence.ts';
import { endsBlock, opensBlock } from './search-block.ts';
import { wholeFile } from './whole-file.ts';

/** Files between `<file path="…">` and `</file>`: read as fences that name their path, whole or with blocks inside. */
export const fileTags: EditFormat = {
  name: 'file-tags',
  parse(lines) {
    if (!lines.some((line) => openingTag(line) !== undefined)) return undefined;
    const reading = fencesOf(lines);
    if (reading.tags === 0) return undefined;
    if (reading.problems.length > 0) return { ok: false, problems: reading.problems };
    const parsed = pathInFence.parse(reading.lines) ?? wholeFile.parse(reading.lines);
    return parsed?.ok === true ? renamed(parsed.plan) : parsed;
  },
};

function renamed({
  edits,
}: {
  readonly edits: Extract<ParsedEdits, { ok: true }>['plan']['edits'];
}): ParsedEdits {
  return { ok: true, plan: { format: 'file-tags', edits } };
}

interface Tag {
  readonly path: string;
  readonly deletes: boolean;
  /** `<file … />`, which has no end of its own. */
  readonly isWhole: boolean;
}

/** Longer lines are content. */
const MAX_TAG_LINE = 1000;
const OPENING = /^<file\s+path\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')([^<>]*?)(\/?)>\s*$/i;
const CLOSING = /^<\/file>\s*$/i;

function openingTag(line: string): Tag | undefined {
  if (line.length > MAX_TAG_LINE) return undefined;
  const found = OPENING.exec(line);
  const path = found?.[1] ?? found?.[2];
  if (found === null || path === undefined) return undefined;
  return { path, deletes: /\bdelete\b/i.test(found[3] ?? ''), isWhole: found[4] === '/' };
}

interface FencesReading {
  /** The answer with a fence in place of each tag. */
  readonly lines: string[];
  readonly problems: EditProblem[];
  tags: number;
}

function fencesOf(lines: readonly string[]): FencesReading {
  const reading: FencesReading = { lines: [], problems: [], tags: 0 };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const tag = openingTag(line);
    if (tag !== undefined) at = readTag(lines, at, tag, reading);
    else {
      if (CLOSING.test(line)) reading.problems.push(strayEnd(lines, at));
      const end = endOfContent(lines, at);
      reading.lines.push(...lines.slice(at, end));
      at = end;
    }
  }
  return reading;
}

/** Where what begins here ends: a fence or a block is content as a whole, whatever tags are in it. */
function endOfContent(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  const opening = fenceOpening(line);
  if (opening !== undefined) return (fenceEnd(lines, at, opening) ?? at) + 1;
  if (!opensBlock(line)) return at + 1;
  const end = lines.findIndex((later, index) => index > at && endsBlock(later));
  return end < 0 ? at + 1 : end + 1;
}

function readTag(lines: readonly string[], at: number, tag: Tag, reading: FencesReading): number {
  reading.tags += 1;
  const next = lines.findIndex(
    (line, index) => index > at && (CLOSING.test(line) || openingTag(line) !== undefined),
  );
  const end = tag.isWhole ? at : next;
  if (!tag.isWhole && (end < 0 || !CLOSING.test(lines[end] ?? ''))) {
    const reason = `The file ${tag.path} has no "</file>", so where it ends cannot be told.`;
    reading.problems.push(editProblem('format-unclosed', reason, lines.slice(at, at + 6)));
    return at + 1;
  }
  const content = unwrapped(lines.slice(at + 1, end), tag.path);
  const marks = '`'.repeat(longestMarks(content) + 1);
  reading.lines.push(`${marks} path="${tag.path}"${tag.deletes ? ' delete' : ''}`, ...content, marks);
  return end + 1;
}

/** Some put a fence around what stands between the tags; in Markdown a fence is content. */
function unwrapped(content: readonly string[], path: string): readonly string[] {
  const first = content.findIndex((line) => line.trim() !== '');
  const last = content.findLastIndex((line) => line.trim() !== '');
  const opening = fenceOpening(content[first] ?? '');
  if (opening === undefined || /\.(?:md|mdx|markdown)$/i.test(path)) return content;
  return endsFence(content[last] ?? '', opening) && fenceEnd(content, first, opening) === last
    ? content.slice(first + 1, last)
    : content;
}

function longestMarks(lines: readonly string[]): number {
  return lines.reduce((longest, line) => Math.max(longest, fenceOpening(line)?.length ?? 0), 3);
}

function strayEnd(lines: readonly string[], at: number): EditProblem {
  const reason = `The "</file>" at line ${at + 1} of the answer ends nothing; a file that holds such a line is given in a fence with its path.`;
  return editProblem('format-unclosed', reason, lines.slice(Math.max(0, at - 3), at + 1));
}
