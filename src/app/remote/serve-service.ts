import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { SessionService, Unsubscribe } from '../../protocol/service.ts';
import { withSignal } from './cancellation.ts';
import { EventOutbox } from './event-outbox.ts';
import {
  CANCELLABLE,
  eventsHeard,
  follow,
  SERVICE_METHODS,
  serviceRequest,
  sessionsChanged,
  shutDown,
  unfollow,
  watchSessions,
  type ServiceMethod,
} from './wire.ts';
import { toWire } from './wire-error.ts';

export interface ServeOptions {
  readonly connection: MessageConnection;
  /** The service, once there is one; a request that comes earlier is refused. */
  readonly service: () => SessionService;
  /** Stops sessions at a safe place; nothing is asked of the service after it. */
  readonly close: () => Promise<void>;
  /** Hears of errors that nobody foresaw, with their stack: for the log, not for people. */
  readonly onUnforeseen: (error: unknown) => void;
}

/** Answers a face's requests with the service, and sends it the events that it follows. */
export function serveService(options: ServeOptions): void {
  const { connection, service } = options;
  const followed = new FollowedSessions(options);
  for (const method of SERVICE_METHODS) {
    connection.onRequest(serviceRequest(method), async ({ args }, token) => {
      try {
        const result = await withSignal(token, (signal) =>
          called(service(), method, withSignalLast(method, args, signal)),
        );
        // In the turn that gave the id: nothing that the session says may be missed, although the id has yet to cross.
        if (method === 'start') followed.add((result as { sessionId: string }).sessionId);
        if (method === 'settled') await followed.outbox.passed();
        return result ?? null;
      } catch (error) {
        options.onUnforeseen(error);
        return toWire(error);
      }
    });
  }
  connection.onNotification(follow, ({ sessionId }) => followed.add(sessionId));
  connection.onNotification(unfollow, ({ sessionId }) => followed.remove(sessionId));
  serveWatch(options);
  connection.onRequest(shutDown, () => farewell(options, followed.outbox).then(() => null, toWire));
}

/** What sessions said while they were stopped is heard before the reply. */
async function farewell({ close }: ServeOptions, outbox: EventOutbox): Promise<void> {
  await close();
  await outbox.passed();
}

function withSignalLast(
  method: ServiceMethod,
  args: readonly unknown[],
  signal: AbortSignal,
): readonly unknown[] {
  const before = CANCELLABLE[method];
  return before === undefined ? args : [...Array.from({ length: before }, (_, at) => args[at]), signal];
}

function called(service: SessionService, method: ServiceMethod, args: readonly unknown[]): Promise<unknown> {
  const implementation = service[method] as (...given: readonly unknown[]) => Promise<unknown>;
  return implementation.apply(service, [...args]);
}

class FollowedSessions {
  readonly outbox: EventOutbox;
  readonly #service: () => SessionService;
  readonly #followed = new Map<string, Unsubscribe>();

  constructor({ connection, service }: ServeOptions) {
    this.#service = service;
    this.outbox = new EventOutbox(async (events) => {
      await connection.sendRequest(eventsHeard, { events });
    });
  }

  add(id: string): void {
    if (this.#followed.has(id)) return;
    this.#followed.set(
      id,
      this.#service().subscribe(id, (event) => this.outbox.push(event)),
    );
  }

  remove(id: string): void {
    this.#followed.get(id)?.();
    this.#followed.delete(id);
    this.outbox.forget(id);
  }
}

function serveWatch({ connection, service }: ServeOptions): void {
  let watching: Unsubscribe | undefined;
  connection.onNotification(watchSessions, ({ on }) => {
    watching?.();
    watching = on ? service().watch((ids) => void changed(ids)) : undefined;
  });
  const changed = (ids: readonly string[]): Promise<void> =>
    // A face that is gone needs no news.
    connection.sendNotification(sessionsChanged, { ids }).catch(() => undefined);
}
