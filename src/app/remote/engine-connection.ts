import type { SessionService } from '../../protocol/service.ts';

/** A model that the face offers, where the engine itself can't reach it (`vscode.lm`). */
export interface OfferedModel {
  /** Unique; what `--llm-model` names. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly maxInputTokens: number;
}

export interface OfferedModelRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
}

export interface OfferedModelReply {
  readonly text: string;
  readonly model: string;
  /** As the model counts them; null when it doesn't tell. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What a face lends the engine. Rejects with a MicrofactoryError of a `model-…` code. */
export interface OfferedModels {
  list(): Promise<readonly OfferedModel[]>;
  ask(request: OfferedModelRequest, signal: AbortSignal): Promise<OfferedModelReply>;
}

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
