import { resolve } from 'node:path';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { commandLine } from '../views/commands-to-go-on.ts';
import { harmless } from '../views/harmless.ts';
import { fileSize } from '../views/quantities.ts';
import { print, withService } from './command.ts';

/** Writes a session into a new file. */
export async function exportSession(session: string, file: string, edge: CliEdge): Promise<number> {
  const path = resolve(edge.cwd, file);
  const { sessionId, bytes } = await withService(edge, false, (service) =>
    service.exportSession(session, path),
  );
  print(edge, harmless(`Exported session ${sessionId} to ${path} (${fileSize(bytes)}).`));
  return EXIT.done;
}

/** Takes in a session that was exported, to be looked at. */
export async function importSession(file: string, edge: CliEdge): Promise<number> {
  const path = resolve(edge.cwd, file);
  const { sessionId } = await withService(edge, false, (service) => service.importSession(path));
  const look = commandLine('show', '--session-id', sessionId);
  print(edge, harmless(`Imported session ${sessionId}, to be looked at: ${look}`));
  return EXIT.done;
}
