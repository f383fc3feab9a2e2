import { posix } from 'node:path';
import { partsOf } from '../answer/markdown.ts';
import { pathOfLink } from '../answer/reference-flags.ts';
import { promiseOf, sameWords, type Layout } from './report.ts';

export interface ReportCheck {
  /** One sentence each; none when the report is well formed. */
  readonly problems: readonly string[];
  /** Promises that nothing keeps. */
  readonly lacking: readonly string[];
  readonly links: number;
  readonly sections: number;
}

export interface ReportGround {
  readonly layout: Layout;
  /** The report's path from the top of the folder. */
  readonly path: string;
  readonly has: (path: string) => boolean;
  /** Promises of the sections that must be there. */
  readonly promised: readonly string[];
}

/** Checks a whole report: one title, every promised section once and in order, every link to a file that is there. */
export function checkReport(text: string, ground: ReportGround): ReportCheck {
  const { headings, targets: all } = partsOf(text);
  const targets = ground.layout.isProse ? all : [];
  const entries = ground.layout.parse(text);
  const titles = headings.filter(({ depth }) => depth === 1).length;
  const there = new Set(entries.map(({ title }) => promiseOf(title)));
  const lacking = ground.promised.filter((promise) => !there.has(promise));
  const problems = [
    ...(titles === 1 ? [] : [`The report has ${titles} titles instead of one.`]),
    ...lacking.map((promise) => `The report lacks the ${promise.replace(': ', ' "')}".`),
    ...duplicates(headings.filter(({ depth }) => depth === 2).map((heading) => heading.text)),
    ...(inOrder(entries.map(({ number }) => number))
      ? []
      : ['The sections do not stand in the order of the plan.']),
    ...deadLinks(targets, ground),
  ];
  return { problems, lacking, links: targets.length, sections: entries.length };
}

function duplicates(titles: readonly string[]): string[] {
  const same = titles.map((title) => sameWords(title.replace(/^\d+\. /, '')));
  const twice = same.filter((title, index) => same.indexOf(title) !== index);
  return [...new Set(twice)].map((title) => `Two sections are called "${title}".`);
}

function inOrder(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

function deadLinks(targets: readonly string[], { path, has }: ReportGround): string[] {
  return targets.flatMap((target) => {
    const linked = pathOfLink(target);
    if (linked === undefined) return [];
    const led = posix.normalize(posix.join(posix.dirname(path), linked));
    return has(led) ? [] : [`The link to ${target} leads to no file.`];
  });
}
