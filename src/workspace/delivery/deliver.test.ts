import { chmod, mkdir, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryRecord, FileChange, SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import { userFolder, type UserFolder } from '../testing/user-folder.ts';
import { deliver, type DeliverOptions } from './deliver.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { failingFileSystem } from './failing-file-system.ts';
import { lastDelivery } from './last-delivery.ts';
import { recoverDeliveries } from './recover-deliveries.ts';
import { undoDelivery } from './undo-delivery.ts';

const folders: UserFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

interface Given {
  readonly user: UserFolder;
  readonly workspace: SessionWorkspace;
  readonly to: TreeId;
  deliver(options?: Partial<DeliverOptions>): ReturnType<typeof deliver>;
  delivered(options?: Partial<DeliverOptions>): Promise<DeliveryRecord>;
  undo(delivery: DeliveryRecord | string, fileSystem?: DeliveryFileSystem): ReturnType<typeof undoDelivery>;
}

const BEFORE: Readonly<Record<string, string | Uint8Array>> = {
  'crlf.txt': 'one\r\ntwo\r\n',
  'bom.txt': '\ufefftext',
  'data.bin': Uint8Array.of(0, 1, 254, 255),
  'src/gone.js': 'gone\n',
  'other.txt': 'not a target\n',
  'run.sh': '#!/bin/sh\n',
};
const CHANGES: readonly FileChange[] = [
  { path: 'crlf.txt', content: Buffer.from('one\r\nthree\r\n') },
  { path: 'bom.txt', content: Buffer.from('\ufeffother') },
  { path: 'data.bin', content: Uint8Array.of(255, 0, 13, 10, 0) },
  { path: 'src/gone.js', content: null },
  { path: 'new/deep/file.js', content: Buffer.from('new\n') },
  { path: 'run.sh', content: Buffer.from('#!/bin/sh\nexit 1\n') },
];

async function given(files = BEFORE, changes = CHANGES): Promise<Given> {
  const user = await userFolder(files);
  folders.push(user);
  if ('run.sh' in files) await chmod(join(user.root, 'run.sh'), 0o755);
  await user.commitAll();
  const workspace = await user.open();
  const to = await workspace.writeTree(workspace.base, changes);
  const { deliveriesDir } = user;
  const { base: from } = workspace;
  const all: Given = {
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

/** Without the times of change: those of the targets' own folders move. */
async function contents(user: UserFolder): Promise<Record<string, string>> {
  const found = Object.entries(await user.fingerprint());
  return Object.fromEntries(found.map(([path, value]) => [path, value.replace(/ [\d.]* /, ' ')]));
}

describe('deliver', () => {
  it('writes every byte of the targets and nothing else', async () => {
    const { user, workspace, to, delivered } = await given();
    const before = await user.fingerprint();
    const record = await delivered();
    expect(record).toMatchObject({ state: 'delivered', sessionId: 's1', userRoot: user.root });
    for (const path of await workspace.list(to))
      expect(await readFile(join(user.root, path)), path).toEqual(
        Buffer.from((await workspace.read(to, path)) ?? []),
      );
    await expect(stat(join(user.root, 'src/gone.js'))).rejects.toThrow();
    if (process.platform !== 'win32')
      expect((await stat(join(user.root, 'run.sh'))).mode & 0o777).toBe(0o755);
    const after = await user.fingerprint();
    const targets = new Set(CHANGES.map(({ path }) => path));
    const others = (all: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(all).filter(([path]) => !targets.has(path) && !path.startsWith('new')),
      );
    expect(others(after)).toEqual(others(before));
    expect(Object.keys(after).filter((path) => path.includes('.microfactory'))).toEqual([]);
  });

  it('is undone to every byte, mode and folder; the index and all refs were never touched', async () => {
    const { user, delivered, undo } = await given();
    const before = await contents(user);
    const { record } = await undo((await delivered()).id);
    expect(record.state).toBe('undone');
    expect(await contents(user)).toEqual(before);
  });

  it('says when there is nothing to deliver, also when the user wrote the same', async () => {
    const { user, workspace, deliver } = await given({ a: '1' }, [{ path: 'a', content: Buffer.from('2') }]);
    expect(await deliver({ to: workspace.base })).toEqual({ kind: 'nothing-to-deliver' });
    await user.write('a', '2');
    expect(await deliver()).toEqual({ kind: 'nothing-to-deliver' });
  });

  const LINES = '1\n2\n3\n4\n5\n6\n7\n8\n';
  const toLast = [{ path: 'a', content: Buffer.from(LINES.replace('8', 'eight')) }];

  it.each<{ what: string; change: (user: UserFolder) => Promise<void>; mergeable: boolean }>([
    {
      what: 'was edited elsewhere in the file',
      change: (user) => user.write('a', `one${LINES.slice(1)}`),
      mergeable: true,
    },
    {
      what: 'was edited at the same place',
      change: (user) => user.write('a', LINES.replace('8', 'acht')),
      mergeable: false,
    },
    { what: 'was deleted', change: (user) => unlink(join(user.root, 'a')), mergeable: false },
    {
      what: 'became a link',
      change: async (user) => {
        await unlink(join(user.root, 'a'));
        await user.write('elsewhere', LINES);
        await symlink('elsewhere', join(user.root, 'a'));
      },
      mergeable: false,
    },
    {
      what: 'became a folder',
      change: async (user) => {
        await unlink(join(user.root, 'a'));
        await mkdir(join(user.root, 'a'));
      },
      mergeable: false,
    },
  ])('refuses a target that $what, and writes nothing', async ({ change, mergeable }) => {
    const { user, deliver } = await given({ a: LINES, b: 'b' }, [
      ...toLast,
      { path: 'b', content: Buffer.from('c') },
    ]);
    await change(user);
    const before = await user.fingerprint();
    expect(await deliver()).toEqual({ kind: 'refused', changed: ['a'], mergeable });
    if (!mergeable) expect(await deliver({ merge: true })).toMatchObject({ kind: 'refused', changed: ['a'] });
    expect(await user.fingerprint()).toEqual(before);
  });

  it('refuses a new file where the user made another, and a path whose folder became a link', async () => {
    const { user, deliver } = await given({ a: 'a' }, [{ path: 'new/x', content: Buffer.from('x') }]);
    await user.write('new/x', 'mine');
    expect(await deliver({ merge: true })).toMatchObject({ kind: 'refused', changed: ['new/x'] });
    await rm(join(user.root, 'new'), { recursive: true });
    await symlink(user.sessionDir, join(user.root, 'new'));
    expect(await deliver()).toEqual({ kind: 'refused', changed: ['new/x'], mergeable: false });
    expect(await readdir(user.sessionDir)).not.toContain('x');
  });

  it('merges what can be merged when asked to, keeps line endings, and undoes to what the user had', async () => {
    const crlf = LINES.replaceAll('\n', '\r\n');
    const { user, delivered, undo } = await given({ a: crlf }, [
      { path: 'a', content: Buffer.from(crlf.replace('8', 'eight')) },
    ]);
    await user.write('a', crlf.replace('1', 'one'));
    const record = await delivered({ merge: true });
    expect(await user.read('a')).toBe(crlf.replace('1', 'one').replace('8', 'eight'));
    await undo(record);
    expect(await user.read('a')).toBe(crlf.replace('1', 'one'));
  });

  it('keeps permissions that the user gave meanwhile', async () => {
    const { user, delivered, undo } = await given({ a: '1' }, [{ path: 'a', content: Buffer.from('2') }]);
    await chmod(join(user.root, 'a'), 0o755);
    await undo(await delivered());
    if (process.platform !== 'win32') expect((await stat(join(user.root, 'a'))).mode & 0o777).toBe(0o755);
  });

  it('delivers more of the same session over what it delivered before, but never over a merge', async () => {
    const { user, workspace, to, deliver, delivered } = await given({ a: LINES }, toLast);
    await delivered();
    const more = await workspace.writeTree(to, [{ path: 'a', content: Buffer.from('all new\n') }]);
    expect(await deliver({ to: more, sessionId: 's2' })).toMatchObject({ kind: 'refused' });
    await delivered({ to: more });
    expect(await user.read('a')).toBe('all new\n');
  });

  it('takes a merge with the user’s edits for the user’s', async () => {
    const { user, workspace, to, deliver, delivered } = await given({ a: LINES }, toLast);
    await user.write('a', LINES.replace('1', 'one'));
    await delivered({ merge: true });
    const more = await workspace.writeTree(to, [{ path: 'a', content: Buffer.from('all new\n') }]);
    expect(await deliver({ to: more })).toMatchObject({ kind: 'refused', changed: ['a'] });
  });

  it('refuses when the user saves a target between the comparison and the write', async () => {
    const { user, deliver } = await given({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    const fileSystem: DeliveryFileSystem = {
      ...nodeFileSystem,
      async writeNew(path, content, like) {
        await nodeFileSystem.writeNew(path, content, like);
        if (path.endsWith('-1')) await writeFile(join(user.root, 'b'), 'saved');
      },
    };
    expect(await deliver({ fileSystem })).toEqual({ kind: 'refused', changed: ['b'], mergeable: false });
    expect([await user.read('a'), await user.read('b')]).toEqual(['1', 'saved']);
  });

  it('delivers protected files: they were approved at the gate', async () => {
    const { user, delivered } = await given({ a: '' }, [
      { path: '.vscode/x.json', content: Buffer.from('{}') },
    ]);
    await delivered();
    expect(await user.read('.vscode/x.json')).toBe('{}');
  });
});

describe('undo', () => {
  it('refuses, naming the files, once they are no longer what was delivered', async () => {
    const { user, delivered, undo } = await given();
    const record = await delivered();
    await user.write('crlf.txt', 'edited');
    await user.write('src/gone.js', 'made again');
    const before = await user.fingerprint();
    const undoing = undo(record);
    await expect(undoing).rejects.toMatchObject({
      code: 'conflict',
      data: { files: ['crlf.txt', 'src/gone.js'] },
    });
    expect(await user.fingerprint()).toEqual(before);
  });

  it('keeps a folder that it made once the user has put something in', async () => {
    const { user, delivered, undo } = await given();
    const record = await delivered();
    await user.write('new/mine.txt', 'mine');
    await undo(record);
    expect(await readdir(join(user.root, 'new'))).toEqual(['mine.txt']);
  });

  it('is done once', async () => {
    const { delivered, undo } = await given();
    const record = await delivered();
    await undo(record);
    await expect(undo(record)).rejects.toMatchObject({ code: 'usage' });
  });

  it.each(['no-such-id', '../s', ''])('knows no delivery %j', async (id) => {
    const { undo } = await given({ a: '' }, []);
    await expect(undo(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds the last delivery that stands, though the clock went back', async () => {
    const { user, workspace, to, delivered, undo } = await given();
    const { deliveriesDir, root: userRoot } = user;
    const clock = (now: number) => ({ now: () => now, monotonic: () => 0 });
    const first = await delivered({ clock: clock(2_000) });
    const more = await workspace.writeTree(to, [{ path: 'more', content: Buffer.from('') }]);
    const second = await delivered({ to: more, clock: clock(1_000) });
    expect(await lastDelivery({ deliveriesDir, userRoot })).toEqual(second);
    expect(await lastDelivery({ deliveriesDir, sessionId: 'other' })).toBeUndefined();
    await undo(second);
    expect(await lastDelivery({ deliveriesDir, sessionId: 's1' })).toEqual(first);
  });
});

describe('whatever operation fails', () => {
  /** Fewer files, the same kinds: changed, deleted, new in a new folder. */
  const few = { 'a.txt': 'a\r\n', 'gone.txt': 'gone' };
  const fewChanges = [
    { path: 'a.txt', content: Buffer.from('b\r\n') },
    { path: 'gone.txt', content: null },
    { path: 'new/deep/file', content: Buffer.from('new') },
  ];

  it.each(['once', 'for-ever'] as const)('(%s) a delivery is all or nothing', async (mode) => {
    const { user, deliver, undo } = await given(few, fewChanges);
    const nothing = await contents(user);
    const { record: undone } = await undo(((await deliver()) as { record: DeliveryRecord }).record);
    expect(undone.state).toBe('undone');
    for (let at = 1; ; at += 1) {
      const { fileSystem, failed } = failingFileSystem(at, mode);
      const outcome = await deliver({ fileSystem }).catch((error: unknown) => ({
        kind: 'failed' as const,
        error,
      }));
      if (mode === 'for-ever') await recoverDeliveries(user.deliveriesDir, 's1');
      const state = await contents(user);
      if (!failed()) {
        expect(outcome.kind).toBe('delivered');
        expect(state).not.toEqual(nothing);
        expect(at).toBeGreaterThan(40);
        break;
      }
      if (outcome.kind === 'failed')
        expect(outcome.error).toMatchObject({ message: expect.stringMatching(/\.$/) });
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      if (stands === undefined) expect(state, `operation ${at}`).toEqual(nothing);
      else await undo(stands);
      expect(await contents(user), `operation ${at}`).toEqual(nothing);
      // Earlier deliveries are read by later ones, and would move the operation that fails.
      await rm(user.deliveriesDir, { recursive: true, force: true });
    }
  });

  it.each(['once', 'for-ever'] as const)('(%s) an undo is all or nothing', async (mode) => {
    const { user, delivered, undo } = await given(few, fewChanges);
    const nothing = await contents(user);
    const record = await delivered();
    const everything = await contents(user);
    for (let at = 1; ; at += 1) {
      const { fileSystem, failed } = failingFileSystem(at, mode);
      const succeeded = await undo(record, fileSystem).then(
        () => true,
        () => false,
      );
      if (mode === 'for-ever') await recoverDeliveries(user.deliveriesDir, 's1');
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      expect(await contents(user), `operation ${at}`).toEqual(stands === undefined ? nothing : everything);
      if (!failed()) {
        expect(succeeded).toBe(true);
        expect(at).toBeGreaterThan(40);
        break;
      }
      if (stands === undefined) break;
    }
  });
});

describe('when putting back fails too', () => {
  it('leaves a delivery that recovery completes, at whatever operation that happens', async () => {
    const { user, deliver, undo } = await given({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    const nothing = await contents(user);
    const counting = failingFileSystem(Infinity, 'once');
    await deliver({ fileSystem: counting.fileSystem });
    await undo((await lastDelivery({ deliveriesDir: user.deliveriesDir }))?.id ?? '');
    const last = counting.count();
    for (let forEverAfter = 1; forEverAfter < 40; forEverAfter += 1) {
      await rm(user.deliveriesDir, { recursive: true, force: true });
      const { fileSystem } = failingFileSystem(last, { forEverAfter });
      await expect(deliver({ fileSystem })).rejects.toThrow();
      await recoverDeliveries(user.deliveriesDir, 's1');
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      if (stands !== undefined) await undo(stands);
      expect(await contents(user), `${forEverAfter} operations after the first failure`).toEqual(nothing);
    }
  });
});

describe('recovery', () => {
  async function interrupted(): Promise<Given> {
    const all = await given({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    for (let at = 1; (await all.user.read('a')) === '1'; at += 1) {
      await rm(all.user.deliveriesDir, { recursive: true, force: true });
      await all.deliver({ fileSystem: failingFileSystem(at, 'for-ever').fileSystem }).catch(() => undefined);
    }
    return all;
  }

  it('puts back a half delivery once, and says so', async () => {
    const { user } = await interrupted();
    expect([await user.read('a'), await user.read('b')]).toEqual(['2', '1']);
    const recovered = await recoverDeliveries(user.deliveriesDir, 's1');
    expect(recovered.at(-1)).toMatchObject({ record: { state: 'rolled-back' }, left: [] });
    expect([await user.read('a'), await user.read('b')]).toEqual(['1', '1']);
    expect(await recoverDeliveries(user.deliveriesDir, 's1')).toEqual([]);
  });

  it('leaves alone what the user wrote after the interruption', async () => {
    const { user } = await interrupted();
    await user.write('a', 'mine now');
    const recovered = await recoverDeliveries(user.deliveriesDir, 's1');
    expect(recovered.at(-1)?.left).toEqual(['a']);
    expect([await user.read('a'), await user.read('b')]).toEqual(['mine now', '1']);
  });

  it("does not touch other sessions' deliveries, nor those of a living process unless it owns the session", async () => {
    const { user } = await interrupted();
    expect(await recoverDeliveries(user.deliveriesDir, 'other')).toEqual([]);
    for (const id of await readdir(user.deliveriesDir)) {
      const intent = join(user.deliveriesDir, id, 'intent.json');
      const text = await readFile(intent, 'utf8').catch(() => undefined);
      if (text !== undefined)
        await writeFile(intent, text.replace(`"id": ${process.pid}`, `"id": ${process.ppid}`));
    }
    expect(await recoverDeliveries(user.deliveriesDir)).toEqual([]);
    expect((await recoverDeliveries(user.deliveriesDir, 's1')).length).toBeGreaterThan(0);
  });

  it('does not take a delivery that is under way for a left-behind one', async () => {
    const { user, delivered } = await given();
    const fileSystem: DeliveryFileSystem = {
      ...nodeFileSystem,
      async rename(from, to) {
        await nodeFileSystem.rename(from, to);
        expect(await recoverDeliveries(user.deliveriesDir, 's1')).toEqual([]);
      },
    };
    expect((await delivered({ fileSystem })).state).toBe('delivered');
  });

  it('refuses a damaged record in one sentence', async () => {
    const { user, delivered, undo } = await given();
    const { id } = await delivered();
    await writeFile(join(user.deliveriesDir, id, 'intent.json'), '{"version": 1, "files": ');
    await expect(undo(id)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining('damaged'),
    });
  });
});
