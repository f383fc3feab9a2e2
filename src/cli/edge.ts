import type { Readable, Writable } from 'node:stream';
import type { HttpProvider } from '../protocol/providers.ts';
import type { SessionService } from '../protocol/service.ts';
import type { Asker } from './gates/asker.ts';

export type Input = Readable & { readonly isTTY?: boolean };
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** A key that was given for one command. */
export interface ApiKey {
  readonly provider: HttpProvider;
  readonly key: string;
}

export interface ServiceWish {
  /** Somebody here answers gates while sessions run. */
  readonly attended: boolean;
  readonly apiKey?: ApiKey | undefined;
}

/** Everything outside of the command line, so that a test can be the terminal. */
export interface CliEdge {
  readonly createService: (wish: ServiceWish) => Promise<SessionService>;
  readonly createAsker: () => Promise<Asker>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly version: string;
  /** The file that Node was started with. */
  readonly program: string;
  readonly now: () => number;
  /** Calls the listener for every Ctrl-C or request to terminate; returns how to stop listening. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

/** True when a person can be asked: both ends are a terminal. */
export function isInteractive({ stdin, stdout, env }: CliEdge): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb';
}
