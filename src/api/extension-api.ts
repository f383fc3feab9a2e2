import type { ProviderName } from '../protocol/providers.ts';

/** What `activate()` of the extension `microfactory.microfactory` gives to other extensions. */
export interface MicrofactoryApi {
  /** Raised when something that is here changes its meaning; what is added does not raise it. */
  readonly apiVersion: 1;
  /**
   * Makes a domain known in this window until it is disposed of; sessions that were begun with it can be resumed all the
   * same, as long as its module is there. Throws one sentence for a name that can't be used.
   */
  registerDomain(domain: RegisteredDomain): Registration;
  /** Begins a session as the command Run Task does, and shows it; resolves with its id, undefined when a person thought better of it. Rejects with one sentence. */
  runTask(request: RunRequest): Promise<string | undefined>;
  /** Resolves when the session has ended, or when it can't go on without a person. */
  settled(sessionId: string): Promise<SettledSession>;
  /** The newest sessions, as the sidebar lists them. */
  sessions(): Promise<readonly ListedSession[]>;
  /** Names sessions that were begun, changed or removed; nothing is heard before the first use of Microfactory in this window. */
  onDidChangeSessions(listener: (sessionIds: readonly string[]) => unknown): Registration;
}

/** A `vscode.Disposable`. */
export interface Registration {
  dispose(): void;
}

export interface RegisteredDomain {
  /** Small letters, digits and hyphens; none of a built-in domain. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** The module (a file) whose default export is a `DomainFactory`; it is loaded by the process of the engine, not by the extension host. */
  readonly module: ModuleUri;
  /** What else `domains.<name>` of microfactory.yaml may say, such as `{ agents: { solver: { k: 4 } } }`; paths are absolute. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A `vscode.Uri`. */
export interface ModuleUri {
  readonly scheme: string;
  readonly fsPath: string;
}

export interface RunRequest {
  readonly prompt: string;
  /** A folder of the workspace; the person is asked when there are several and none is named. */
  readonly folder?: ModuleUri;
  readonly domain?: string;
  readonly provider?: ProviderName;
  readonly model?: string;
  /** The most valid votes a race of the solver may use, and the lead that decides it. */
  readonly samples?: number;
  readonly k?: number;
  readonly seed?: string;
  readonly dryRun?: boolean;
}

export interface SettledSession {
  readonly sessionId: string;
  /** 0 completed, 1 failed, 3 paused or something left. */
  readonly exitCode: number;
  /** One sentence. */
  readonly summary: string;
}

export interface ListedSession {
  readonly sessionId: string;
  readonly status: 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
  readonly prompt: string;
  readonly domain: string;
}
