import { version } from '../../package.json';
import type { CliEdge } from './edge.ts';
import { failed, main } from './microfactory-command.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** What a shell reports for a process that Ctrl-C ended. */
const INTERRUPTED = 130;
const LONGEST_INTERVAL_MS = 2 ** 31 - 1;

const edge: CliEdge = {
  createService: async ({ attended, apiKey }) => {
    const { createSessionService, withFlagKey } = await import('../app/index.ts');
    return createSessionService({ attended, env: withFlagKey(process.env, apiKey) });
  },
  createAsker: async () => (await import('./gates/clack-asker.ts')).clackAsker(process.stdin, process.stdout),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  version,
  program: process.argv[1] ?? '',
  now: Date.now,
  onInterrupt,
};

/** The first signal is the command's to handle; a second one ends the process. */
function onInterrupt(listener: () => void): () => void {
  let heard = false;
  const hear = (): void => {
    if (heard) process.exit(INTERRUPTED);
    heard = true;
    listener();
  };
  SIGNALS.forEach((signal) => process.on(signal, hear));
  return () => SIGNALS.forEach((signal) => process.off(signal, hear));
}

// `microfactory status | head` closes our output early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// What nobody foresaw still ends in a sentence; MICROFACTORY_DEBUG shows where it came from.
process.on('uncaughtException', (error) => process.exit(failed(error, edge)));

// The command says when it is done, not an event loop that happens to be empty: an end before that is a failure.
process.exitCode = 1;
const alive = setInterval(() => undefined, LONGEST_INTERVAL_MS);

void main(process.argv.slice(2), edge).then((exitCode) => {
  clearInterval(alive);
  process.exitCode = exitCode;
});
