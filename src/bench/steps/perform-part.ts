import { measureQueries } from '../queries/measure-queries.ts';
import type { SessionShape } from '../queries/fill-session.ts';
import { runEngine, type EngineRequest } from './engine-run.ts';
import { runHost, type HostRequest } from './host-run.ts';
import { plainLoop, type LoopRequest } from './plain-loop.ts';
import type { Message } from './run-child.ts';
import { runSession, type SessionRequest } from './session-run.ts';
import { votingLoop } from './voting-loop.ts';

/** What one measuring process is asked to do. */
export type PartRequest =
  | ({ readonly part: 'engine' } & EngineRequest)
  | ({ readonly part: 'session' } & SessionRequest)
  | ({ readonly part: 'plain' } & LoopRequest)
  | ({ readonly part: 'voting' } & LoopRequest)
  | ({ readonly part: 'queries' } & SessionShape)
  | ({ readonly part: 'host' } & HostRequest);

/** Does one part in this process; the last message that is told is its result. */
export async function performPart(request: PartRequest, tell: (message: Message) => void): Promise<void> {
  tell({ ...(await resultOf(request, tell)) });
}

function resultOf(request: PartRequest, tell: (message: Message) => void): Promise<object> {
  switch (request.part) {
    case 'engine':
      return runEngine(request);
    case 'session':
      return runSession(request, tell);
    case 'plain':
      return plainLoop(request);
    case 'voting':
      return votingLoop(request);
    case 'queries':
      return measureQueries({ steps: request.steps, groups: request.groups });
    case 'host':
      return runHost(request);
  }
}
