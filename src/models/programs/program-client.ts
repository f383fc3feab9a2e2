import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CommandResult, RunCommand } from '../../engine/ports/command.ts';
import { programRow, type ProgramProvider } from '../../protocol/providers.ts';
import { withoutSecrets } from '../errors/without-secret.ts';
import type { ProviderClient, ProviderReply } from '../providers/provider-client.ts';
import { wholeMessages } from '../providers/whole-messages.ts';
import { programArguments } from './program-arguments.ts';
import { programEnvironment } from './program-environment.ts';
import { notStarted, programFailure, tooSlow } from './program-failure.ts';
import { programSaid } from './program-reply.ts';

/** How programs are started and found. */
export interface Programs {
  /** Must end the whole tree of processes at once when it is cancelled. */
  readonly run: RunCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where programs are, as the user's own settings say. */
  readonly paths: Readonly<Partial<Record<ProgramProvider, string | undefined>>>;
}

export interface ProgramClientOptions {
  readonly provider: ProgramProvider;
  readonly model: string;
  /** Undefined where nothing may be started. */
  readonly programs: Programs | undefined;
  readonly totalMs?: number;
  readonly idleMs?: number;
}

/** The longest that an answer may take in whole, in milliseconds. */
export const PROGRAM_TOTAL_MS = 600_000;
const IDLE_MS = 300_000;
const MOST_OUTPUT_BYTES = 8 * 1024 * 1024;
const VERSION_MS = 15_000;

/** Returns a client that starts the program once for each answer: in an empty folder, the prompt on standard input. */
export function programClient(options: ProgramClientOptions): ProviderClient {
  const { provider, model, programs, totalMs = PROGRAM_TOTAL_MS, idleMs = IDLE_MS } = options;
  if (programs === undefined) throw notStarted(provider, 'no program may be started here');
  const file = programFile(provider, programs);
  const { variables, secrets } = programEnvironment(provider, programs.env);
  return {
    async send(request, _capabilities, signal) {
      const stdin = wholeMessages(request)
        .map(({ content }) => content)
        .join('\n\n');
      const argv = [file, ...programArguments(provider, model)];
      const limits = { timeoutMs: totalMs, idleTimeoutMs: idleMs, maxOutputBytes: MOST_OUTPUT_BYTES };
      const result = await inEmptyFolder((cwd) =>
        programs.run({ argv, cwd, env: variables, stdin, ...limits }, signal),
      );
      signal.throwIfAborted();
      if (result.startFailure !== undefined) throw notStarted(provider, result.startFailure);
      if (result.timedOut)
        throw tooSlow(provider, Math.round((result.idle ? idleMs : totalMs) / 1000), result.idle === true);
      const reply = answerIn(result, { provider, model, secrets });
      request.onFirstEvent?.();
      return reply;
    },
    // Neither program lists the models of its account.
    modelNames: () => Promise.resolve([]),
  };
}

/** Returns the first line that the program prints of its version; throws `configuration` when it can't be started. */
export async function programVersion(provider: ProgramProvider, programs: Programs): Promise<string> {
  const argv = [programFile(provider, programs), '--version'];
  const { run } = programs;
  const result = await inEmptyFolder((cwd) => run({ argv, cwd, timeoutMs: VERSION_MS }));
  if (result.startFailure !== undefined) throw notStarted(provider, result.startFailure);
  const [line = ''] = result.stdout.trim().split('\n');
  if (result.exitCode !== 0 || line === '') throw notStarted(provider, endingOf(result));
  return line.slice(0, 100);
}

function answerIn(
  result: CommandResult,
  {
    provider,
    model,
    secrets,
  }: Pick<ProgramClientOptions, 'provider' | 'model'> & { readonly secrets: readonly string[] },
): ProviderReply {
  const { reply, failure } = programSaid(provider, result.stdout);
  if (reply !== undefined && result.exitCode === 0)
    return { ...reply, text: withoutSecrets(reply.text, secrets) };
  const said = failure?.message ?? lastLines(result.stderr);
  throw programFailure({
    provider,
    model,
    said: withoutSecrets(said, secrets),
    status: failure?.status,
    ending: endingOf(result),
  });
}

/** What is wrong stands at the end of what a program complains of, before the calls that led there. */
function lastLines(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(-5)
    .join(' ');
}

function endingOf({ exitCode, signal }: CommandResult): string {
  return exitCode === null ? `ended by ${signal ?? 'a signal'}` : `exit status ${exitCode}`;
}

function programFile(provider: ProgramProvider, { env, paths }: Programs): string {
  const { command, pathVariable, title } = programRow(provider);
  const named = (paths[provider] ?? env[pathVariable])?.trim() ?? '';
  if (named === '') return command;
  if (isAbsolute(named)) return named;
  throw new MicrofactoryError({
    code: 'configuration',
    message: `The place of ${title} must be an absolute path, and ${JSON.stringify(named)} is none: correct it in ${pathVariable} or under programs in your own configuration.`,
  });
}

/** Whatever the program looks at or leaves behind is not the user's: it works in a folder that goes with it. */
async function inEmptyFolder(work: (folder: string) => Promise<CommandResult>): Promise<CommandResult> {
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-program-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
