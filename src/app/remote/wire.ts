import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type {
  OfferedModel,
  OfferedModelReply,
  OfferedModelRequest,
} from '../../engine/ports/offered-models.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { WireError } from './wire-error.ts';

/** The methods of the service that are one request with one reply. */
export type ServiceMethod = Exclude<keyof SessionService, 'subscribe' | 'watch' | 'dispose'>;

/** Complete by its type: a method that the service gains has to be named here before anything compiles. */
const METHODS: Readonly<Record<ServiceMethod, true>> = {
  start: true,
  estimate: true,
  resume: true,
  settled: true,
  decide: true,
  stop: true,
  sessions: true,
  session: true,
  step: true,
  explain: true,
  exchanges: true,
  exchange: true,
  outline: true,
  graph: true,
  candidate: true,
  result: true,
  deliver: true,
  undo: true,
  subprocess: true,
  probe: true,
  models: true,
  keys: true,
  domains: true,
  gallery: true,
  proposeDomain: true,
  doctor: true,
  checkConfiguration: true,
  previewPrompt: true,
  prune: true,
  exportSession: true,
  importSession: true,
};

export const SERVICE_METHODS = Object.keys(METHODS) as readonly ServiceMethod[];

/** The methods that can be cancelled: how many arguments come before their signal, which crosses as a cancelled request. */
export const CANCELLABLE: Readonly<Partial<Record<ServiceMethod, number>>> = {
  start: 1,
  prune: 1,
  exportSession: 2,
  importSession: 1,
};

/** Arguments in their order; those left out at the end are missing. */
export interface Arguments {
  readonly args: readonly unknown[];
}

/** Returns the request that stands for a method of the service. */
export function serviceRequest(method: ServiceMethod): RequestType<Arguments, unknown, WireError> {
  return new RequestType(`service/${method}`);
}

/** Keys by the name of their variable. */
export type Keys = Readonly<Record<string, string>>;

export interface Hello {
  readonly home: string | null;
  readonly keys: Keys;
  /** The face lends models. */
  readonly lendsModels: boolean;
}

/** From the face to the engine. */
export const hello = new RequestType<Hello, null, WireError>('engine/hello');
export const replaceKeys = new RequestType<{ readonly keys: Keys }, null, WireError>('engine/keys');
export const shutDown = new RequestType0<null, WireError>('engine/shut-down');
export const follow = new NotificationType<{ readonly sessionId: string }>('events/follow');
export const unfollow = new NotificationType<{ readonly sessionId: string }>('events/unfollow');
export const watchSessions = new NotificationType<{ readonly on: boolean }>('sessions/watch');

/** From the engine to the face. */
export const eventsHeard = new RequestType<{ readonly events: readonly ServiceEvent[] }, null, WireError>(
  'events/heard',
);
export const sessionsChanged = new NotificationType<{ readonly ids: readonly string[] }>('sessions/changed');
export const listModels = new RequestType0<readonly OfferedModel[], WireError>('models/list');
export const askModel = new RequestType<OfferedModelRequest, OfferedModelReply, WireError>('models/ask');
