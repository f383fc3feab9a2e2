import type { Entry, Layout } from './report.ts';

const HEADING = /^## (\d+)\. (.+)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** A report of prose: a title, then numbered sections. The numbers are all that is needed to go on with it. */
export const sections: Layout = {
  isProse: true,

  render: ({ title, entries }) => {
    const parts = entries.map(
      ({ number, title: heading, body }) => `## ${number}. ${heading}\n\n${body.trim()}\n`,
    );
    return [`# ${title}\n`, ...parts].join('\n');
  },

  parse(text) {
    const entries: { number: number; title: string; lines: string[] }[] = [];
    let fence: string | undefined;
    for (const line of text.split(/\r?\n/)) {
      const heading = fence === undefined ? HEADING.exec(line) : null;
      fence = fenceAfter(line, fence);
      if (heading !== null)
        entries.push({ number: Number(heading[1]), title: heading[2]?.trim() ?? '', lines: [] });
      else entries.at(-1)?.lines.push(line);
    }
    return entries.map(({ number, title, lines }): Entry => ({
      number,
      title,
      body: lines.join('\n').trim(),
    }));
  },
};

function fenceAfter(line: string, open: string | undefined): string | undefined {
  const fence = FENCE.exec(line)?.[1];
  if (fence === undefined) return open;
  if (open === undefined) return fence;
  return fence.startsWith(open) ? undefined : open;
}
