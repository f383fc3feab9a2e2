import type { Host } from '../host.ts';
import { isInFolders } from './in-folders.ts';

const PLACE = 'microfactory.running';

/** What of the host it needs. */
export type RunningHost = Pick<Host, 'engine' | 'sessions'> & {
  readonly memento: { get(key: string): unknown; update(key: string, value: unknown): Thenable<void> };
  readonly folders: () => readonly string[];
  readonly resumes: () => boolean;
};

/** Remembers which sessions are at work in this window, so that they are found again after a reload or a crash. */
export class RunningHere {
  readonly #host: RunningHost;
  #remembered: readonly string[];
  #recovering: Promise<void> | undefined;

  constructor(host: RunningHost) {
    this.#host = host;
    const stored: unknown = host.memento.get(PLACE);
    this.#remembered = Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  }

  get remembered(): readonly string[] {
    return this.#remembered;
  }

  /** Writes down what runs now. While the engine is gone nothing is forgotten: that is what remembering is for. */
  async note(): Promise<void> {
    const { engine, sessions, folders, memento } = this.#host;
    if (engine.state !== 'on') return;
    const here = sessions.sessions.filter(
      (session) => session.status === 'running' && isInFolders(session, folders()),
    );
    const ids = here.map((session) => session.session_id);
    if (ids.join() === this.#remembered.join()) return;
    this.#remembered = ids;
    await memento.update(PLACE, ids);
  }

  /** Finds the sessions again that were at work, follows the newest, and goes on with them where that is wanted. */
  recover(): Promise<void> {
    // Recovering starts the engine, and an engine that has started asks for recovery.
    this.#recovering ??= Promise.resolve()
      .then(() => this.#recover())
      .finally(() => (this.#recovering = undefined));
    return this.#recovering;
  }

  async #recover(): Promise<void> {
    const { engine, sessions, resumes } = this.#host;
    const ids = this.#remembered;
    if (ids.length === 0) return;
    await sessions.refresh();
    const found = sessions.sessions.filter((session) => ids.includes(session.session_id));
    if (sessions.followed === undefined) sessions.follow(found[0]?.session_id);
    if (!resumes()) return;
    const service = await engine.service();
    for (const session of found) if (session.status === 'paused') await service.resume(session.session_id);
    await sessions.refresh();
  }
}
