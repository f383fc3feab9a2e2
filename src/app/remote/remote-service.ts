import type { MessageConnection } from 'vscode-jsonrpc/node';
import { MicrofactoryError } from '../../engine/error.ts';
import type { SessionService, Unsubscribe } from '../../protocol/service.ts';
import { withToken } from './cancellation.ts';
import { HeardEvents } from './heard-events.ts';
import {
  CANCELLABLE,
  eventsHeard,
  follow,
  SERVICE_METHODS,
  serviceRequest,
  sessionsChanged,
  unfollow,
  watchSessions,
  type ServiceMethod,
} from './wire.ts';
import { fromWire } from './wire-error.ts';

export interface RemoteServiceOptions {
  readonly connection: MessageConnection;
  /** Why requests can't be answered any more; undefined when that doesn't become known soon. */
  readonly lost: () => Promise<string | undefined>;
  readonly dispose: () => Promise<void>;
}

/** Returns the service that the other end of the connection serves. */
export function remoteService(options: RemoteServiceOptions): SessionService {
  const { connection, dispose } = options;
  const notify = (send: Promise<void>): void => void send.catch(() => undefined);
  const heard = new HeardEvents({
    follow: (sessionId) => notify(sent(() => connection.sendNotification(follow, { sessionId }))),
    unfollow: (sessionId) => notify(sent(() => connection.sendNotification(unfollow, { sessionId }))),
  });
  connection.onRequest(eventsHeard, ({ events }) => {
    heard.hear(events);
    return null;
  });
  const watch = watcher(connection, (on) =>
    notify(sent(() => connection.sendNotification(watchSessions, { on }))),
  );
  const methods = requests(options);
  return {
    ...methods,
    start: (request, signal) => heard.whileStarting(() => methods.start(request, signal)),
    subscribe: (sessionId, listener) => heard.subscribe(sessionId, listener),
    watch,
    dispose,
  };
}

type Requests = Pick<SessionService, ServiceMethod>;

function requests(options: RemoteServiceOptions): Requests {
  const calls = SERVICE_METHODS.map((method) => [
    method,
    (...args: unknown[]) => {
      const before = CANCELLABLE[method] ?? args.length;
      return answered(options, method, args.slice(0, before), args[before] as AbortSignal | undefined);
    },
  ]);
  return Object.fromEntries(calls) as unknown as Requests;
}

async function answered(
  { connection, lost }: RemoteServiceOptions,
  method: ServiceMethod,
  args: unknown[],
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    const request = { args: withoutTrailing(args) };
    const result = await withToken(signal, (token) =>
      connection.sendRequest(serviceRequest(method), request, token),
    );
    return result ?? undefined;
  } catch (error) {
    throw fromWire(error) ?? (signal?.aborted === true ? cancelled(error) : unanswered(error, await lost()));
  }
}

/** JSON would make null of an argument that was left out. */
function withoutTrailing(args: readonly unknown[]): unknown[] {
  return args.slice(0, args.findLastIndex((each) => each !== undefined) + 1);
}

/** It was cancelled before the other end had begun with it. */
function cancelled(cause: unknown): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The request was cancelled.', cause });
}

function unanswered(cause: unknown, lost: string | undefined): MicrofactoryError {
  const message = lost ?? 'The engine could not be asked.';
  return new MicrofactoryError({ code: 'internal', message, retryable: true, cause });
}

/** A connection that has ended throws at once instead of rejecting. */
async function sent(send: () => Promise<void>): Promise<void> {
  await send();
}

function watcher(connection: MessageConnection, turn: (on: boolean) => void): SessionService['watch'] {
  const listeners = new Set<(ids: readonly string[]) => void>();
  connection.onNotification(sessionsChanged, ({ ids }) => listeners.forEach((listener) => listener(ids)));
  return (listener): Unsubscribe => {
    if (listeners.size === 0) turn(true);
    // Its own function: one listener may watch twice.
    const own = (ids: readonly string[]): void => listener(ids);
    listeners.add(own);
    return () => {
      if (listeners.delete(own) && listeners.size === 0) turn(false);
    };
  };
}
