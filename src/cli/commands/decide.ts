import { MicrofactoryError } from '../../engine/error.ts';
import type { Decision } from '../../protocol/service.ts';
import type { CliEdge } from '../edge.ts';
import { commandLine } from '../views/commands-to-go-on.ts';
import { harmless } from '../views/harmless.ts';
import { print, withService } from './command.ts';
import { isAttended } from './follow.ts';
import { readText } from './read-text.ts';
import { followResumed } from './resume.ts';

export const DECISIONS = ['approve', 'reject', 'more', 'pick', 'skip', 'stop', 'edit'] as const;

export interface DecideFlags {
  readonly sessionId: string;
  readonly step: string;
  readonly comment?: string;
  readonly class?: string;
  readonly file?: readonly string[];
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** Records a decision on a step that waits, and goes on with the session where that was asked; returns the exit code. */
export async function decide(
  kind: (typeof DECISIONS)[number],
  flags: DecideFlags,
  edge: CliEdge,
): Promise<number> {
  const json = flags.json === true;
  const decision = await decisionOf(kind, flags, edge);
  const attended = flags.resume === true && isAttended(edge, { json });
  return withService(edge, attended, async (service) => {
    const { sessionId, step: stepId } = flags;
    const { live } = await service.decide({ sessionId, stepId, decision });
    if (flags.resume === true && !live) return followResumed({ service, edge, sessionId, json, attended });
    const next = live
      ? 'the session goes on in the process that runs it.'
      : `go on with: ${commandLine('resume', '--session-id', sessionId)}`;
    if (!json) print(edge, harmless(`Recorded ${kind} for ${stepId}; ${next}`));
    return 0;
  });
}

async function decisionOf(
  kind: (typeof DECISIONS)[number],
  flags: DecideFlags,
  edge: CliEdge,
): Promise<Decision> {
  switch (kind) {
    case 'reject':
      if (flags.comment === undefined || flags.comment.trim() === '') {
        throw usage('To reject needs a reason that the next samples can use: add --comment "…".');
      }
      return { kind, comment: flags.comment };
    case 'pick':
      if (flags.class === undefined) throw usage('To pick needs the label of an answer: add --class B.');
      return { kind, label: flags.class };
    case 'edit':
      return { kind, files: await editedFiles(flags.file ?? [], edge) };
    default:
      return { kind };
  }
}

/** `path=source` takes the new text from another file (`-`: standard input), `path=` deletes, `path` alone is its own source. */
async function editedFiles(files: readonly string[], edge: CliEdge) {
  if (files.length === 0) throw usage('To edit needs at least one file: add --file src/a.js=my-version.js.');
  return Promise.all(
    files.map(async (file) => {
      const split = file.indexOf('=');
      const path = split < 0 ? file : file.slice(0, split);
      const source = split < 0 ? file : file.slice(split + 1);
      if (path === '') throw usage(`--file ${file} names no file: write --file src/a.js=my-version.js.`);
      return { path, text: source === '' ? null : await readText(source, edge) };
    }),
  );
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
