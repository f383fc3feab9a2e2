import { createHash } from 'node:crypto';
import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { Json } from '../../../engine/json.ts';
import type { Reading, RedFlag } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { FolderFiles } from '../folder-files.ts';
import { sameWords, type Entry } from '../report/report.ts';
import { partsOf, type MarkdownParts } from './markdown.ts';
import { proseFlags } from './prose-flags.ts';
import { referenceFlags } from './reference-flags.ts';

/** Reads a section: its heading as the step gives it, finished prose, and nothing linked, named or quoted that is not there. */
export async function readSection(
  text: string,
  step: StepBrief,
  files: FolderFiles,
): Promise<Reading<Candidate>> {
  const section = unfenced(text).trim();
  const parts = partsOf(section);
  const [first = '', ...rest] = section.split('\n');
  const body = rest.join('\n').trim();
  const flags = [
    ...headingFlags(first, parts, step),
    ...(body === '' ? [{ rule: 'empty', reason: 'There is nothing under the heading.' }] : []),
    ...proseFlags(section, parts),
    ...(await referenceFlags(parts, files)),
  ];
  return flags.length > 0
    ? { ok: false, flags }
    : { ok: true, value: candidateOf(numberOf(step), step, body) };
}

/** Returns the place that a step has in the report. */
export function numberOf({ id }: Pick<StepBrief, 'id'>): number {
  return Number(id.split('.').at(-1));
}

function candidateOf(number: number, { title }: StepBrief, body: string): Candidate {
  const entry: Entry = { number, title, body };
  const key = createHash('sha256').update(sameText(body)).digest('hex');
  const words = body.split(/\s+/).length;
  const summary = `${title}: ${words} ${words === 1 ? 'word' : 'words'}`;
  return {
    key,
    tiers: { text: key },
    summary,
    size: words,
    needsPerson: [],
    payload: entry as unknown as Json,
  };
}

/** Texts that differ in white space, bullets or the shape of quotation marks alone are one text. */
function sameText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^(\s*)[*+](?=\s)/gm, '$1-')
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

function headingFlags(first: string, { headings }: MarkdownParts, { title }: StepBrief): RedFlag[] {
  const [own, ...inner] = headings;
  const isOwn = first.startsWith('#') && own?.depth === 2 && sameHeading(own.text) === sameHeading(title);
  if (!isOwn)
    return [
      { rule: 'heading-missing', reason: `The section does not begin with "## ${title}".`, evidence: first },
    ];
  const tooHigh = inner
    .filter(({ depth }) => depth <= 2)
    .map(({ text }) => heading('heading-level', text, 'stands as high as the section itself'));
  const texts = inner.map(({ text }) => sameWords(text));
  const twice = inner.filter(({ text }, index) => texts.indexOf(sameWords(text)) !== index);
  return [...tooHigh, ...twice.map(({ text }) => heading('heading-twice', text, 'stands there twice'))];
}

function heading(rule: string, text: string, what: string): RedFlag {
  return { rule, reason: `The heading "${text}" ${what}.`, evidence: text };
}

function sameHeading(text: string): string {
  return sameWords(text.replace(/^\d+[.)]\s*/, ''));
}

/** The text of the only fence, or the text itself. */
function unfenced(text: string): string {
  return /^```(?:markdown|md)\r?\n([\s\S]*?)\r?\n```$/.exec(text.trim())?.[1] ?? text;
}
