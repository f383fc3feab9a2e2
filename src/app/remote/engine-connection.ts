import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import type { SessionService } from '../../protocol/service.ts';

export type {
  OfferedModel,
  OfferedModelReply,
  OfferedModelRequest,
  OfferedModels,
} from '../../engine/ports/offered-models.ts';

export interface EngineProcessOptions {
  /** The bundled program of the engine process, dist/engine.cjs. */
  readonly program: string;
  /** What starts it; an Electron binary is told to be Node. Default: `process.execPath`. */
  readonly execPath?: string | undefined;
  /** The store's folder; undefined: MICROFACTORY_HOME, else ~/.microfactory. */
  readonly home?: string | undefined;
  /** Keys by the name of their variable (`OPENAI_API_KEY`), sent as a message: never in an environment or a file. */
  readonly keys: Readonly<Record<string, string>>;
  readonly models?: OfferedModels | undefined;
  /** Hears what the process writes to its error stream, line by line. */
  readonly onLog?: ((line: string) => void) | undefined;
}

/** An engine in a process of its own, and the service that it gives. */
export interface EngineConnection {
  readonly service: SessionService;
  readonly pid: number;
  /** Replaces the keys that later sessions and requests use. */
  setKeys(keys: Readonly<Record<string, string>>): Promise<void>;
  /** Resolves when the process has ended, with a sentence when nobody asked it to. */
  readonly ended: Promise<string | undefined>;
  /** Stops sessions at a safe place, then ends the process. */
  close(): Promise<void>;
}
