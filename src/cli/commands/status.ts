import { z } from 'zod';
import { sessionDetail, sessionList } from '../../protocol/session.ts';
import type { CliEdge } from '../edge.ts';
import { harmless } from '../views/harmless.ts';
import { canvasOf } from '../views/paint.ts';
import { sessionDetailLines } from '../views/session-detail.ts';
import { sessionListLines } from '../views/session-list.ts';
import { print, printJson, withService } from './command.ts';

export interface StatusFlags {
  readonly sessionId?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

const detailList = z.strictObject({ sessions: z.array(sessionDetail) });
const DEFAULT_LIMIT = 20;

/** Prints the latest sessions, or one with its steps; `--json` gives the shape that every face of Microfactory gives. */
export async function status(flags: StatusFlags, edge: CliEdge): Promise<number> {
  return withService(edge, false, async (service) => {
    const canvas = canvasOf(edge.stdout, edge.env);
    if (flags.sessionId !== undefined) {
      const session = await service.session(flags.sessionId);
      if (flags.json === true) printJson(edge, detailList.parse({ sessions: [session] }));
      else print(edge, ...sessionDetailLines(harmless(session), canvas));
      return 0;
    }
    const sessions = await service.sessions({ limit: flags.limit ?? DEFAULT_LIMIT });
    if (flags.json === true) printJson(edge, sessionList.parse({ sessions }));
    else print(edge, ...sessionListLines(harmless(sessions), canvas));
    return 0;
  });
}
