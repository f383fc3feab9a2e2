import { editProblem, type EditProblem } from '../edit-problem.ts';
import { endsFence, fenceEnd, fenceOpening, withoutFenceIndent, type FenceOpening } from './fence.ts';
import { holdsPatch, speaksDiff } from './fenced-patch.ts';
import { normalisedPath, pathFromInfo, pathFromLine } from './file-path.ts';
import { opensBlock, readBlock, type SearchBlock } from './search-block.ts';

/** A part of an answer that speaks of one file. */
export type FencedSection =
  | { readonly kind: 'block'; readonly path: string | undefined; readonly block: SearchBlock }
  | { readonly kind: 'whole'; readonly path: string; readonly lines: readonly string[] }
  | { readonly kind: 'delete'; readonly path: string }
  /** A fenced patch: another format's business. */
  | { readonly kind: 'patch' }
  | { readonly kind: 'problem'; readonly problem: EditProblem };

/** Returns the blocks and whole files of an answer in order; fences without a path (shell commands, examples) are left out. */
export function fencedSections(lines: readonly string[]): FencedSection[] {
  const reader = new SectionReader(lines);
  return reader.read();
}

/** Walks an answer once. A class because blocks inherit the path of the one before. */
class SectionReader {
  private readonly sections: FencedSection[] = [];
  private readonly lines: readonly string[];
  private lastPath: string | undefined;
  private blocks = 0;

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  read(): FencedSection[] {
    let index = 0;
    while (index < this.lines.length) {
      const line = this.lines[index] ?? '';
      const opening = fenceOpening(line);
      if (opensBlock(line)) index = this.block({ lines: this.lines, at: index, path: this.pathAbove(index) });
      else if (opening !== undefined) index = this.fence(index, opening);
      else index += 1;
    }
    return this.sections;
  }

  private fence(at: number, opening: FenceOpening): number {
    const path = pathFromInfo(opening.info) ?? this.pathAbove(at);
    const firstBlock = this.firstBlock(at, opening);
    if (firstBlock !== undefined) return this.blocksOfFence(at, opening, path);
    const isPatch = holdsPatch(this.lines, at, opening);
    if (isPatch) this.sections.push({ kind: 'patch' });
    if (path === undefined || isPatch || speaksDiff(opening)) return this.skip(at, opening);
    return this.wholeFile(at, opening, path);
  }

  /** The first SEARCH mark before the fence's end, if any. */
  private firstBlock(at: number, opening: FenceOpening): number | undefined {
    for (let index = at + 1; index < this.lines.length; index += 1) {
      const line = withoutFenceIndent(this.lines[index] ?? '', opening);
      if (opensBlock(line)) return index;
      if (fenceOpening(line) !== undefined) return undefined;
    }
    return undefined;
  }

  private blocksOfFence(at: number, opening: FenceOpening, fencePath: string | undefined): number {
    const inside = this.withoutIndent(opening);
    let path = fencePath;
    let index = at + 1;
    while (index < inside.length) {
      const line = inside[index] ?? '';
      if (endsFence(line, opening)) return index + 1;
      if ((fenceOpening(line)?.info ?? '') !== '') break;
      if (opensBlock(line)) index = this.block({ lines: inside, at: index, path });
      else {
        path = pathFromLine(line) ?? path;
        index += 1;
      }
    }
    this.unclosedFence(at);
    return index;
  }

  private block(place: { lines: readonly string[]; at: number; path: string | undefined }): number {
    this.blocks += 1;
    const reading = readBlock(place.lines, place.at, `Block ${this.blocks}`);
    if (!reading.ok) {
      this.sections.push({ kind: 'problem', problem: reading.problem });
      return reading.next;
    }
    const named = reading.block.pathOnMark;
    const path = named === undefined ? (place.path ?? this.lastPath) : normalisedPath(named);
    this.lastPath = path;
    this.sections.push({ kind: 'block', path, block: reading.block });
    return reading.next;
  }

  private wholeFile(at: number, opening: FenceOpening, path: string): number {
    const end = fenceEnd(this.lines, at, opening);
    if (isMarkdown(path) && hasLooseFences(this.lines, at, opening)) {
      const reason = `${path} holds code fences of its own: put it in a fence of more backticks than any inside.`;
      this.sections.push({ kind: 'problem', problem: editProblem('format-unclosed', reason) });
    }
    if (end === undefined) {
      this.unclosedFence(at);
      return this.lines.length;
    }
    const inside = this.lines.slice(at + 1, end).map((line) => withoutFenceIndent(line, opening));
    this.lastPath = path;
    this.sections.push(
      isDeletion(opening, inside) ? { kind: 'delete', path } : { kind: 'whole', path, lines: inside },
    );
    return end + 1;
  }

  /** A fence without a path may wrap the whole answer, so what names a path or opens a block inside is seen again. */
  private skip(at: number, opening: FenceOpening): number {
    for (let index = at + 1; index < this.lines.length; index += 1) {
      const line = this.lines[index] ?? '';
      if (endsFence(line, opening)) return index + 1;
      const inner = fenceOpening(line);
      if (opensBlock(line) || (inner !== undefined && inner.info !== '')) return index;
    }
    return this.lines.length;
  }

  private withoutIndent(opening: FenceOpening): readonly string[] {
    return opening.indent === 0 ? this.lines : this.lines.map((line) => withoutFenceIndent(line, opening));
  }

  private unclosedFence(at: number): void {
    const reason = `The code fence opened at line ${at + 1} of the answer is never closed.`;
    const problem = editProblem('format-unclosed', reason, this.lines.slice(at, at + 6));
    this.sections.push({ kind: 'problem', problem });
  }

  private pathAbove(at: number): string | undefined {
    const above = this.lines[at - 1] ?? '';
    return pathFromLine(above.trim() === '' ? (this.lines[at - 2] ?? '') : above);
  }
}

function isDeletion(opening: FenceOpening, inside: readonly string[]): boolean {
  return /\sdelete$/.test(` ${opening.info}`) && inside.every((line) => line.trim() === '');
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|mdx|markdown)$/i.test(path);
}

/**
 * A Markdown file with bare fences inside ends, for a reader, at the first of them, and the rest would be lost without a
 * word. Its sign is more closing fences from here on than opened ones.
 */
function hasLooseFences(lines: readonly string[], at: number, opening: FenceOpening): boolean {
  const rivals = lines.slice(at + 1).flatMap((line) => {
    const fence = fenceOpening(line);
    return fence?.mark === opening.mark && fence.length >= opening.length ? [fence] : [];
  });
  const bare = rivals.filter((fence) => fence.info === '').length;
  return bare > rivals.length - bare + 1;
}
