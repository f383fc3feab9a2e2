import { posix } from 'node:path';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { FolderFiles } from '../folder-files.ts';
import type { MarkdownParts, Quote } from './markdown.ts';

/** `src/a.js:12` outside of addresses; a path of one part counts where it stands in backticks. */
const PLACE = /(?<![\w/:.@-])((?:[\w.@-]+\/)+[\w.@-]+):(\d+)\b|`([\w.@-]+\.[A-Za-z]\w*):(\d+)`/g;

/** Returns the red flags of a text that links, names or quotes what is not in the folder. */
export async function referenceFlags(parts: MarkdownParts, files: FolderFiles): Promise<RedFlag[]> {
  const links = parts.targets.flatMap((target) => linkFlags(target, files));
  const places = await Promise.all([...parts.words.matchAll(PLACE)].map((match) => placeFlags(match, files)));
  const quotes = await Promise.all(parts.quotes.map((quote) => quoteFlags(quote, files)));
  return [...links, ...places.flat(), ...quotes.flat()];
}

/** Returns the path that a link leads to, or undefined where it leads out of the folder's files. */
export function pathOfLink(target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('//') || target.startsWith('#'))
    return undefined;
  const path = decoded(target.replace(/[?#].*$/, ''));
  return posix.normalize(path).replace(/^\.\//, '').replace(/\/$/, '');
}

function linkFlags(target: string, files: FolderFiles): RedFlag[] {
  if (/^https?:\/\//i.test(target)) return [];
  const path = pathOfLink(target);
  if (path === undefined)
    return [
      { rule: 'link', reason: `A link to ${target} leads to no file and no web page.`, evidence: target },
    ];
  return files.has(path) ? [] : [unknownFile('links', path)];
}

async function placeFlags(match: RegExpMatchArray, files: FolderFiles): Promise<RedFlag[]> {
  const path = (match[1] ?? match[3] ?? '').replace(/^\.\//, '');
  const line = Number(match[2] ?? match[4]);
  const text = await files.text(path);
  if (text === undefined) return files.has(path) ? [] : [unknownFile('names', path)];
  const lines = text.split('\n').length;
  if (line >= 1 && line <= lines) return [];
  return [{ rule: 'unknown-line', reason: `The answer names line ${line} of ${path}, which has ${lines}.` }];
}

async function quoteFlags({ words, from }: Quote, files: FolderFiles): Promise<RedFlag[]> {
  if (from === undefined) return [];
  const path = from.replace(/^\.\//, '');
  const text = await files.text(path);
  if (text === undefined) return [unknownFile('quotes', path)];
  if (spaced(text).includes(spaced(words))) return [];
  const reason = `The answer quotes ${path} with words that do not stand there.`;
  return [{ rule: 'quote-not-found', reason, evidence: words.slice(0, 200) }];
}

function unknownFile(does: string, path: string): RedFlag {
  return {
    rule: 'unknown-file',
    reason: `The answer ${does} ${path}, which is not in the folder.`,
    evidence: path,
  };
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray per cent sign is part of the name.
  }
}
