import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Host } from '../../src/extension/host.ts';
import { COMMANDS, TREE_ITEMS } from '../../src/extension/ids.ts';
import { sessionItem } from '../../src/extension/sidebar/session-item.ts';
import { sampleRow } from '../../src/extension/testing/session-samples.ts';
import { answering, failuresOf } from './support/answering.ts';
import { eventually } from './support/eventually.ts';
import { extensionHost } from './support/extension-host.ts';

const command = (id: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(id, ...args);

describe('a session that is exported, pruned and imported', () => {
  let host: Host;
  let folder = '';
  let file: vscode.Uri;
  let sessionId = '';

  const listed = () => host.sessions.sessions.find((session) => session.session_id === sessionId);

  before(async () => {
    host = await extensionHost();
    folder = mkdtempSync(join(tmpdir(), 'microfactory-transfer-'));
    file = vscode.Uri.file(join(folder, 'session.tar.gz'));
    const service = await host.engine.service();
    const towers = { prompt: 'Move 4 disks', domain: 'hanoi', provider: 'simulated', ask: 'never' } as const;
    ({ sessionId } = await service.start({ ...towers, repoPath: folder }));
    assert.equal((await service.settled(sessionId)).exitCode, 0);
    await host.sessions.refresh();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is one file that a person chose the name of, and replaces one that was there', async () => {
    const asked: vscode.SaveDialogOptions[] = [];
    const showSaveDialog = (options: vscode.SaveDialogOptions) => {
      asked.push(options);
      return Promise.resolve(file);
    };
    const exported = () => answering({ showSaveDialog }, () => command(COMMANDS.exportSession, sessionId));
    assert.equal(await exported(), true);
    assert.match(asked[0]?.defaultUri?.path ?? '', /\/move-4-disks-[0-9a-f]{8}\.tar\.gz$/u);
    await vscode.workspace.fs.writeFile(file, Buffer.from('something else'));
    assert.equal(await exported(), true);
    assert.ok((await vscode.workspace.fs.stat(file)).size > 100);
    assert.deepEqual(await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder)), [
      ['session.tar.gz', vscode.FileType.File],
    ]);
  });

  it('stays when a person does not say yes to what would go', async () => {
    const showQuickPick = (choices: readonly unknown[]) => Promise.resolve(choices.at(-1));
    const details: string[] = [];
    const showWarningMessage = (_message: string, { detail }: vscode.MessageOptions) => {
      details.push(detail ?? '');
      return Promise.resolve(undefined);
    };
    const pruned = await answering({ showQuickPick, showWarningMessage }, () => command(COMMANDS.prune));
    assert.equal(pruned, undefined);
    assert.match(details[0] ?? '', /Move 4 disks · .*gone for good/su);
    assert.notEqual(listed(), undefined);
  });

  it('goes after a yes', async () => {
    const showQuickPick = (choices: readonly unknown[]) => Promise.resolve(choices.at(-1));
    const showWarningMessage = (...[, , yes]: readonly string[]) => Promise.resolve(yes);
    await answering({ showQuickPick, showWarningMessage }, () => command(COMMANDS.prune));
    assert.equal(listed(), undefined);
  });

  it('comes back to be looked at, in the sidebar, and leaves the keyboard where it was', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'typing here' });
    const editor = await vscode.window.showTextDocument(document);
    const showOpenDialog = () => Promise.resolve([file]);
    const imported = await answering({ showOpenDialog }, () => command(COMMANDS.importSession));
    assert.equal(imported, sessionId);
    assert.equal(listed()?.metadata.imported, true);
    assert.equal(host.sessions.followed?.session_id, sessionId);
    assert.equal(vscode.window.activeTextEditor, editor);
    await command('workbench.action.revertAndCloseActiveEditor');
  });

  it('asks nothing in the sidebar, whatever it waited for', () => {
    const row = sampleRow({ state: 'waiting', waiting_for: 'doubt' });
    const item = (imported: boolean) =>
      sessionItem({ kind: 'step', sessionId, stepId: row.step_id, openedSeq: undefined, row, imported });
    assert.deepEqual(
      [item(false), item(true)].map(({ contextValue }) => contextValue),
      [TREE_ITEMS.waitingStep, TREE_ITEMS.step],
    );
    assert.match(String(item(true).description), /waited: doubt/u);
  });

  it('can not go on, and one sentence says so', async () => {
    const [sentence, ...more] = await failuresOf(() => command(COMMANDS.resume, sessionId));
    assert.match(sentence ?? '', /was imported and can only be looked at/u);
    assert.deepEqual(more, []);
  });

  it('is refused when it is there already, and when the file is none of ours', async () => {
    const importing = (uri: vscode.Uri) =>
      failuresOf(() =>
        answering({ showOpenDialog: () => Promise.resolve([uri]) }, () => command(COMMANDS.importSession)),
      );
    assert.match((await importing(file))[0] ?? '', /is in .* already/u);
    const other = vscode.Uri.file(join(folder, 'other.gz'));
    await vscode.workspace.fs.writeFile(other, Buffer.from('none'));
    assert.match((await importing(other))[0] ?? '', /it is damaged, or no exported session/u);
    assert.ok(existsSync(file.fsPath));
    await eventually('the list', () => listed() !== undefined);
  });
});
