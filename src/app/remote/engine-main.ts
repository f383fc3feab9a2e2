import { MicrofactoryError } from '../../engine/error.ts';
import type { SessionService } from '../../protocol/service.ts';
import { createSessionService } from '../session-service.ts';
import { borrowedModels } from './borrowed-models.ts';
import { EngineKeys } from './engine-keys.ts';
import { openChannel } from './open-channel.ts';
import { serveService } from './serve-service.ts';
import { hello, replaceKeys, type Hello } from './wire.ts';
import { toWire } from './wire-error.ts';

/** How long sessions may take to stop at a safe place when nobody is left to wait for them. */
const LONGEST_FAREWELL_MS = 8_000;

const keys = new EngineKeys(process.env);
const connection = openChannel(process);
let service: SessionService | undefined;
let ending: Promise<void> | undefined;

serveService({ connection, service: present, close: closed, onUnforeseen: logged });
connection.onRequest(hello, (request) => begin(request).then(() => null, toWire));
connection.onRequest(replaceKeys, (request) => {
  keys.replace(request.keys);
  return null;
});
connection.listen();

process.once('disconnect', () => void leave());
process.once('SIGTERM', () => void leave());
// Ctrl-C in the terminal that an editor was started from reaches us too; the editor decides what becomes of us.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => {
  logged(error);
  void leave(1);
});
// Whoever read our output may be gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function begin({ home, keys: given, lendsModels }: Hello): Promise<void> {
  keys.replace(given);
  service = await createSessionService({
    ...(home === null ? {} : { home }),
    env: keys.environment,
    handedOver: keys,
    attended: true,
    ...(lendsModels ? { models: borrowedModels(connection) } : {}),
  });
}

function present(): SessionService {
  if (service !== undefined && ending === undefined) return service;
  throw new MicrofactoryError({
    code: 'internal',
    message: 'The engine is not at work: try again in a moment.',
  });
}

function closed(): Promise<void> {
  ending ??= service?.dispose() ?? Promise.resolve();
  return ending;
}

/** Ends the process: at a safe place if that is reached in time, and in any case. What commands started dies with it. */
async function leave(exitCode = 0): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_FAREWELL_MS);
  await closed().catch(logged);
  process.exit(exitCode);
}

function logged(error: unknown): void {
  if (error instanceof MicrofactoryError && error.code !== 'internal') return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
}
