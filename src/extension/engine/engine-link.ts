import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { EngineConnection } from '../../app/remote/connect-service.ts';
import type { SessionService } from '../../protocol/service.ts';
import { Emitter } from '../emitter.ts';
import type { EngineLink } from '../host.ts';
import { t } from '../l10n.ts';
import { untrusted } from './untrusted.ts';

export interface EngineLinkOptions {
  readonly trusted: () => boolean;
  /** Starts the process and says hello to it. */
  readonly start: () => Promise<EngineConnection>;
  readonly log: { info(sentence: string): void; error(sentence: string): void };
}

/** The way to the engine's process, which is there from the first use on. Nothing is started in an untrusted workspace. */
export class ProcessEngineLink implements EngineLink {
  readonly #options: EngineLinkOptions;
  readonly #changed: Emitter<void>;
  #starting: Promise<EngineConnection> | undefined;
  #connection: EngineConnection | undefined;
  #lostBecause: string | undefined;
  #disposed = false;

  constructor(options: EngineLinkOptions) {
    this.#options = options;
    this.#changed = new Emitter((error) => options.log.error(classified(error).message));
  }

  get onDidChange(): EngineLink['onDidChange'] {
    return this.#changed.event;
  }

  get pid(): number | undefined {
    return this.#connection?.pid;
  }

  get lostBecause(): string | undefined {
    return this.#lostBecause;
  }

  get state(): EngineLink['state'] {
    if (!this.#options.trusted()) return 'restricted';
    if (this.#connection !== undefined) return 'on';
    if (this.#starting !== undefined) return 'starting';
    return this.#lostBecause === undefined ? 'off' : 'lost';
  }

  async service(): Promise<SessionService> {
    if (!this.#options.trusted()) throw untrusted();
    if (this.#disposed) throw ended();
    this.#starting ??= this.#begin();
    return (await this.#starting).service;
  }

  async restart(): Promise<void> {
    await this.#close();
    await this.service();
  }

  /** Hands keys to a process that is there; one that starts later gets them when it starts. */
  async setKeys(keys: Readonly<Record<string, string>>): Promise<void> {
    await (await this.#starting)?.setKeys(keys);
  }

  /** Tells listeners that trust was given, without a reload. */
  trustGranted(): void {
    this.#changed.fire();
  }

  /** Stops sessions at a safe place and ends the process; the connection bounds how long that takes. */
  async close(): Promise<void> {
    this.#disposed = true;
    await this.#close();
  }

  dispose(): void {
    void this.close().catch((error: unknown) => this.#options.log.error(classified(error).message));
    this.#changed.dispose();
  }

  #begin(): Promise<EngineConnection> {
    this.#lostBecause = undefined;
    const starting: Promise<EngineConnection> = this.#started(() => this.#starting === starting);
    // Told after `#starting` is set, so that listeners see the state they are told of.
    queueMicrotask(() => this.#changed.fire());
    return starting;
  }

  /** `wanted` tells whether nothing closed or restarted the engine meanwhile; whoever did ends the connection. */
  async #started(wanted: () => boolean): Promise<EngineConnection> {
    try {
      const connection = await this.#options.start();
      if (!wanted()) return connection;
      this.#connection = connection;
      this.#options.log.info(`The engine runs in process ${connection.pid}.`);
      void connection.ended.then((sentence) => this.#ended(connection, sentence));
      this.#changed.fire();
      return connection;
    } catch (error) {
      if (wanted()) this.#lose(classified(error).message);
      throw error;
    }
  }

  #ended(connection: EngineConnection, sentence: string | undefined): void {
    if (this.#connection !== connection || sentence === undefined) return;
    this.#lose(sentence);
  }

  #lose(sentence: string): void {
    this.#connection = undefined;
    this.#starting = undefined;
    this.#lostBecause = sentence;
    this.#options.log.error(sentence);
    this.#changed.fire();
  }

  async #close(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    this.#connection = undefined;
    this.#lostBecause = undefined;
    const connection = await starting?.catch(() => undefined);
    await connection?.close();
    this.#changed.fire();
  }
}

function ended(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: t('Microfactory is being closed.') });
}
