import type { CliEdge } from '../edge.ts';
import { commandLine } from '../views/commands-to-go-on.ts';
import { harmless } from '../views/harmless.ts';
import { print, withService } from './command.ts';

/** Stops a session that runs, here or in another process; everything recorded stays. */
export async function stop(flags: { readonly sessionId: string }, edge: CliEdge): Promise<number> {
  const { sessionId } = flags;
  await withService(edge, false, (service) => service.stop(sessionId));
  print(edge, harmless(`Stopping; go on later with: ${commandLine('resume', '--session-id', sessionId)}`));
  return 0;
}
