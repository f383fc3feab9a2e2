import type { CliEdge } from '../edge.ts';
import { harmless } from '../views/harmless.ts';
import { canvasOf } from '../views/paint.ts';
import { sessionDetailLines } from '../views/session-detail.ts';
import { stepDetailLines } from '../views/step-detail.ts';
import { print, printJson, withService } from './command.ts';

export interface ShowFlags {
  readonly sessionId: string;
  readonly step?: string;
  readonly json?: boolean;
}

/** Prints a session with its plan, or one step with all its evidence. */
export async function show(flags: ShowFlags, edge: CliEdge): Promise<number> {
  return withService(edge, false, async (service) => {
    const canvas = canvasOf(edge.stdout, edge.env);
    if (flags.step !== undefined) {
      const detail = await service.step(flags.sessionId, flags.step);
      if (flags.json === true) printJson(edge, detail);
      else print(edge, ...stepDetailLines(harmless(detail), canvas));
      return 0;
    }
    const session = await service.session(flags.sessionId);
    if (flags.json === true) printJson(edge, session);
    else print(edge, ...sessionDetailLines(harmless(session), canvas));
    return 0;
  });
}
