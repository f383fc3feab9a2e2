import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { MicrofactoryError } from '../../engine/error.ts';
import type { EngineConnection, EngineProcessOptions } from './engine-connection.ts';
import { engineEnvironment } from './engine-environment.ts';
import { lendModels } from './lend-models.ts';
import { logLines } from './log-lines.ts';
import { openChannel } from './open-channel.ts';
import { remoteService } from './remote-service.ts';
import { hello, replaceKeys, shutDown, type Keys } from './wire.ts';
import { fromWire } from './wire-error.ts';

export type {
  EngineConnection,
  EngineProcessOptions,
  OfferedModel,
  OfferedModelReply,
  OfferedModelRequest,
  OfferedModels,
} from './engine-connection.ts';

/** How long the process may take for its first word, and for its last. */
const LONGEST_START_MS = 60_000;
const LONGEST_CLOSE_MS = 12_000;
/** How long the channel may stay open after the process has ended. */
const DRAIN_MS = 1_000;

/** Starts an engine in a process of its own and returns the way to it. Rejects with one sentence when it can't be started. */
export async function startEngine(options: EngineProcessOptions): Promise<EngineConnection> {
  const engine = new EngineProcess(options);
  try {
    await engine.begin();
    return engine;
  } catch (error) {
    engine.kill();
    throw error;
  }
}

class EngineProcess implements EngineConnection {
  readonly ended: Promise<string | undefined>;
  readonly service: EngineConnection['service'];
  readonly #options: EngineProcessOptions;
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  #keys: Keys;
  #begun = false;
  #lost: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#keys = options.keys;
    this.#child = forked(options);
    this.#connection = openChannel(this.#child);
    this.service = remoteService({
      connection: this.#connection,
      lost: () => this.#whyLost(),
      dispose: () => this.close(),
    });
    if (options.models !== undefined) lendModels(this.#connection, options.models);
    this.ended = this.#end();
    this.#connection.listen();
    this.#log();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Opens the store; rejects with the sentence that says why that can't be done. */
  async begin(): Promise<void> {
    const { home, models } = this.#options;
    const greeting = { home: home ?? null, keys: this.#keys, lendsModels: models !== undefined };
    await this.#within(LONGEST_START_MS, () => this.#connection.sendRequest(hello, greeting));
    this.#begun = true;
  }

  async setKeys(keys: Keys): Promise<void> {
    this.#keys = keys;
    await this.#within(LONGEST_START_MS, () => this.#connection.sendRequest(replaceKeys, { keys }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  kill(): void {
    this.#closing ??= Promise.resolve();
    this.#child.kill('SIGKILL');
  }

  async #close(): Promise<void> {
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_CLOSE_MS);
    // Whether or not it says goodbye, it ends when the channel does.
    await this.#sent(() => this.#connection.sendRequest(shutDown)).catch(() => undefined);
    if (this.#child.connected) this.#child.disconnect();
    await this.ended;
    clearTimeout(killing);
  }

  /** Resolves when the process is gone; what it was asked is answered with a sentence then. */
  async #end(): Promise<string | undefined> {
    const how = await ending(this.#child);
    const asked = this.#closing !== undefined;
    const what = this.#begun ? 'what was recorded stays, and sessions can be resumed' : 'look into the log';
    this.#lost = asked ? 'The engine was stopped.' : `${how}: ${what}.`;
    this.#connection.dispose();
    return asked ? undefined : this.#lost;
  }

  async #within<Reply>(milliseconds: number, send: () => Promise<Reply>): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const message = `The engine's process did not answer within ${milliseconds / 1000} s: look into the log.`;
      timer = setTimeout(() => reject(failure(message)), milliseconds);
    });
    try {
      return await Promise.race([this.#sent(send), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #sent<Reply>(send: () => Promise<Reply>): Promise<Reply> {
    try {
      return await send();
    } catch (error) {
      throw fromWire(error) ?? failure((await this.#whyLost()) ?? 'The engine could not be asked.', error);
    }
  }

  /** A closed channel is noticed before the end of the process that it belonged to. */
  async #whyLost(): Promise<string | undefined> {
    await Promise.race([this.ended, passed(DRAIN_MS)]);
    return this.#lost;
  }

  #log(): void {
    const { onLog } = this.#options;
    const secrets = (): string[] => Object.values(this.#keys);
    const onLine = (line: string): void => onLog?.(line);
    // Read in any case: a full pipe would hold the process up.
    for (const stream of [this.#child.stdout, this.#child.stderr]) logLines({ stream, secrets, onLine });
  }
}

function forked({ program, execPath }: EngineProcessOptions): ChildProcess {
  return fork(program, [], {
    execPath: execPath ?? process.execPath,
    // Options of our own process (a debugger's port, a loader) are not meant for it.
    execArgv: [],
    env: engineEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function ending(child: ChildProcess): Promise<string> {
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(`The engine's process can't be started (${error.message})`);
    });
    child.once('exit', (code, signal) =>
      resolve(`The engine's process ended unexpectedly (${signal ?? `code ${code}`})`),
    );
  });
  // Its last words may still be in the channel.
  if (child.connected) await Promise.race([once(child, 'disconnect'), passed(DRAIN_MS)]);
  return how;
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

function failure(message: string, cause?: unknown): MicrofactoryError {
  return new MicrofactoryError({ code: 'internal', message, retryable: true, cause });
}
