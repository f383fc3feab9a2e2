import { resolve } from 'node:path';
import type { DeliverResult } from '../../protocol/service.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { commandLine } from '../views/commands-to-go-on.ts';
import { harmless, oneLine } from '../views/harmless.ts';
import { counted } from '../views/quantities.ts';
import { print, printJson, withService } from './command.ts';

export interface DeliverFlags {
  readonly sessionId: string;
  readonly accepted?: boolean;
  readonly merge?: boolean;
  readonly json?: boolean;
}

/** Delivers a session into the user's files, all or nothing; 3 when nothing was delivered. */
export async function deliver(flags: DeliverFlags, edge: CliEdge): Promise<number> {
  const { sessionId } = flags;
  const request = { sessionId, acceptedOnly: flags.accepted, merge: flags.merge };
  const result = await withService(edge, false, (service) => service.deliver(request));
  if (flags.json === true) printJson(edge, result);
  else print(edge, ...resultLines(result, sessionId));
  return result.kind === 'delivered' ? EXIT.done : EXIT.waiting;
}

function resultLines(result: DeliverResult, sessionId: string): string[] {
  const id = ['--session-id', sessionId];
  switch (result.kind) {
    case 'delivered':
      return [
        `Delivered ${counted(result.files.length, 'file')}:`,
        ...result.files.map((file) => `  ${oneLine(file)}`),
        harmless(`Take it back: ${commandLine('undo', ...id)}`),
      ];
    case 'nothing-to-deliver':
      return ['There is nothing to deliver.'];
    case 'refused':
      return [
        'Nothing was delivered, because these files changed since the session began:',
        ...result.changed.map((file) => `  ${oneLine(file)}`),
        result.mergeable
          ? harmless(`They can be merged: ${commandLine('deliver', ...id, '--merge')}`)
          : 'They do not merge by themselves: undo your changes to them, or start a new session.',
      ];
  }
}

export interface UndoFlags {
  readonly sessionId?: string;
  readonly repoPath?: string;
  readonly json?: boolean;
}

/** Takes the last delivery of a session, or into a folder, back. */
export async function undo(flags: UndoFlags, edge: CliEdge): Promise<number> {
  const { sessionId } = flags;
  const repoPath = resolve(edge.cwd, flags.repoPath ?? '.');
  const undone = await withService(edge, false, (service) => service.undo({ sessionId, repoPath }));
  if (flags.json === true) printJson(edge, { session_id: undone.sessionId, files: undone.files });
  else {
    const files = undone.files.map((file) => `  ${oneLine(file)}`);
    print(edge, `Took back what session ${oneLine(undone.sessionId)} delivered:`, ...files);
  }
  return EXIT.done;
}
