import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveryRecord, FileChange, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import { deliver, type DeliverOptions } from '../delivery/deliver.ts';
import { nodeFileSystem, type DeliveryFileSystem } from '../delivery/delivery-file-system.ts';
import { undoDelivery } from '../delivery/undo-delivery.ts';
import { userFolder, type UserFolder } from './user-folder.ts';

const folders: UserFolder[] = [];

/** Removes all that `givenDelivery` made; for afterEach. */
export async function removeDeliveries(): Promise<void> {
  for (const folder of folders.splice(0)) await folder.remove();
}

/** A user's folder, a session on it, and changes that wait to be delivered. */
export interface GivenDelivery {
  readonly user: UserFolder;
  readonly workspace: SessionWorkspace;
  readonly to: TreeId;
  deliver(options?: Partial<DeliverOptions>): ReturnType<typeof deliver>;
  delivered(options?: Partial<DeliverOptions>): Promise<DeliveryRecord>;
  undo(delivery: DeliveryRecord | string, fileSystem?: DeliveryFileSystem): ReturnType<typeof undoDelivery>;
}

/** One of each kind of target. */
export const BEFORE: Readonly<Record<string, string | Uint8Array>> = {
  'crlf.txt': 'one\r\ntwo\r\n',
  'bom.txt': '\ufefftext',
  'data.bin': Uint8Array.of(0, 1, 254, 255),
  'src/gone.js': 'gone\n',
  'other.txt': 'not a target\n',
  'run.sh': '#!/bin/sh\n',
};
export const CHANGES: readonly FileChange[] = [
  { path: 'crlf.txt', content: Buffer.from('one\r\nthree\r\n') },
  { path: 'bom.txt', content: Buffer.from('\ufeffother') },
  { path: 'data.bin', content: Uint8Array.of(255, 0, 13, 10, 0) },
  { path: 'src/gone.js', content: null },
  { path: 'new/deep/file.js', content: Buffer.from('new\n') },
  { path: 'run.sh', content: Buffer.from('#!/bin/sh\nexit 1\n') },
];

/** Returns committed files, an open session, and a tree with the changes. */
export async function givenDelivery(files = BEFORE, changes = CHANGES): Promise<GivenDelivery> {
  const user = await userFolder(files);
  folders.push(user);
  if ('run.sh' in files) await chmod(join(user.root, 'run.sh'), 0o755);
  await user.commitAll();
  const workspace = await user.open();
  const to = await workspace.writeTree(workspace.base, changes);
  const { deliveriesDir } = user;
  const { base: from } = workspace;
  const all: GivenDelivery = {
    user,
    workspace,
    to,
    deliver: (options) => deliver({ workspace, sessionId: 's1', deliveriesDir, from, to, ...options }),
    async delivered(options) {
      const outcome = await all.deliver(options);
      if (outcome.kind !== 'delivered') throw new Error(`not delivered: ${JSON.stringify(outcome)}`);
      return outcome.record;
    },
    undo: (delivery, fileSystem = nodeFileSystem) => undoDelivery({ delivery, deliveriesDir, fileSystem }),
  };
  return all;
}

/** The folder's fingerprint without the times of change: those of the targets' own folders move. */
export async function contents(user: UserFolder): Promise<Record<string, string>> {
  const found = Object.entries(await user.fingerprint());
  return Object.fromEntries(found.map(([path, value]) => [path, value.replace(/ [\d.]* /, ' ')]));
}
