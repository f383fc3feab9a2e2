import { join } from 'node:path';
import { z } from 'zod';
import { MicrofactoryError } from '../../engine/error.ts';
import { parseJson } from '../../engine/json.ts';
import type { DeliveryRecord } from '../../engine/ports/workspace.ts';
import type { DeliveryFileSystem } from './delivery-file-system.ts';

/** `delivering` and `undoing` on the disk mean that a process is at it, or died at it. */
const PHASES = ['delivering', 'delivered', 'undoing', 'undone', 'rolled-back'] as const;

const storedFile = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Permission bits of a file that was deleted, to restore it with. */
  mode: z.number().nullable(),
  /** True when the bytes after are a merge with what the user had written meanwhile. */
  merged: z.boolean(),
});

const storedDelivery = z.object({
  version: z.literal(1),
  id: z.string(),
  sessionId: z.string(),
  userRoot: z.string(),
  at: z.number(),
  /** Counts the deliveries of the store; orders them where clocks may go back. */
  order: z.number(),
  phase: z.enum(PHASES),
  process: z.object({ id: z.number(), host: z.string() }),
  files: z.array(storedFile),
  /** Folders that the delivery makes, outermost first. */
  folders: z.array(z.string()),
});

export type StoredFile = z.infer<typeof storedFile>;
/** A delivery as it lies on the disk: the intent, with its inverse, and how far it is. */
export type StoredDelivery = z.infer<typeof storedDelivery>;
export type Phase = StoredDelivery['phase'];

const STATES: Readonly<Record<Phase, DeliveryRecord['state']>> = {
  delivering: 'started',
  delivered: 'delivered',
  undoing: 'delivered',
  undone: 'undone',
  'rolled-back': 'rolled-back',
};

/** Returns the delivery in the form that other rooms see. */
export function recordOf({ id, sessionId, userRoot, at, phase, files }: StoredDelivery): DeliveryRecord {
  const delivered = files.map(({ path, before, after }) => ({ path, before, after }));
  return { id, sessionId, userRoot, at, state: STATES[phase], files: delivered };
}

/** Writes the delivery to the disk in one piece. */
export async function storeDelivery(
  fileSystem: DeliveryFileSystem,
  folder: string,
  delivery: StoredDelivery,
): Promise<void> {
  const temporary = join(folder, 'intent.json.new');
  await fileSystem.remove(temporary);
  await fileSystem.writeNew(temporary, Buffer.from(`${JSON.stringify(delivery, undefined, 2)}\n`));
  await fileSystem.rename(temporary, intentIn(folder));
  await fileSystem.syncFolder(folder);
}

/** Returns the delivery, or undefined when it was never begun; throws `store` when it is damaged. */
export async function readDelivery(
  fileSystem: DeliveryFileSystem,
  folder: string,
): Promise<StoredDelivery | undefined> {
  if ((await fileSystem.status(intentIn(folder))) === undefined) return undefined;
  const text = Buffer.from(await fileSystem.read(intentIn(folder))).toString('utf8');
  const parsed = storedDelivery.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const message = `${intentIn(folder)} is damaged or from a newer version; the bytes before the delivery lie beside it.`;
  throw new MicrofactoryError({ code: 'store', message });
}

/** Returns all deliveries of the store that were begun, oldest first. */
export async function storedDeliveries(
  fileSystem: DeliveryFileSystem,
  deliveriesDir: string,
): Promise<StoredDelivery[]> {
  if ((await fileSystem.status(deliveriesDir)) === undefined) return [];
  const names = await fileSystem.list(deliveriesDir);
  const found = await Promise.all(names.map((name) => readDelivery(fileSystem, join(deliveriesDir, name))));
  const begun = found.filter((delivery) => delivery !== undefined);
  return begun.sort((one, other) => one.order - other.order || one.at - other.at);
}

function intentIn(folder: string): string {
  return join(folder, 'intent.json');
}
