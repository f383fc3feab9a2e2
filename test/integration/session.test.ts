import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { addressOf } from '../../src/extension/diffs/candidate-address.ts';
import { COMMANDS, SCHEMES } from '../../src/extension/ids.ts';
import { answering, failuresOf } from './support/answering.ts';
import { breakCalculator, SOURCES } from './support/broken-calculator.ts';
import { eventually } from './support/eventually.ts';
import { extensionHost, inWorkspace, textOnDisk } from './support/extension-host.ts';
import { activeDiff, diffs, tabs } from './support/tabs.ts';
import { runTask, type TaskSession } from './support/task-session.ts';

const PROMPT = 'Fix the failing tests';
const SETTINGS = { provider: 'offline', ask: 'every', seed: '1' };

const BY_HAND = '// by hand';

interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly { readonly key: string; readonly command: string }[];
  };
}

const command = (id: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(id, ...args);

const openText = async (uri: vscode.Uri): Promise<string> =>
  (await vscode.workspace.openTextDocument(uri)).getText();

const close = () => command('workbench.action.closeAllEditors');

/** Adds a line at the end of a document, as somebody who types. */
async function addLine({ uri, lineCount }: vscode.TextDocument, line: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(lineCount - 1, 0), `${line}\n`);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Returns what the manifest binds a key to. */
async function commandOfKey(key: string): Promise<string> {
  const { extension } = (await extensionHost()).context;
  const { contributes } = extension.packageJSON as Manifest;
  const bound = contributes.keybindings.find((each) => each.key === key);
  assert.ok(bound, `${key} is not bound`);
  return bound.command;
}

/** Returns the writable copy of a step's answer that is in front; the diff that was before it may be closing still. */
function copyInFront(stepId: string): vscode.Uri | undefined {
  const modified = activeDiff()?.modified;
  if (modified?.scheme !== SCHEMES.edit) return undefined;
  return addressOf(modified)?.stepId === stepId ? modified : undefined;
}

function setAutoSave(value: 'afterDelay' | 'off'): Thenable<void> {
  const files = vscode.workspace.getConfiguration('files');
  return files.update('autoSave', value, vscode.ConfigurationTarget.Global);
}

describe('a task from the command to its undoing', () => {
  let session: TaskSession;
  /** As it is to be delivered: the answer, as the search wrote it, with what was added by hand. */
  let larger = '';

  before(async () => {
    await breakCalculator();
    await vscode.window.showTextDocument(inWorkspace('package.json'), { preview: false });
    session = await runTask(await extensionHost(), PROMPT, SETTINGS);
  });

  after(async () => {
    await setAutoSave('off');
    await close();
  });

  async function answerTo(test: string): Promise<string> {
    const { stepId } = await session.waitingStep(test);
    const service = await session.host.engine.service();
    const { files } = await service.candidate(session.id, stepId, null);
    assert.ok(files[0]?.after);
    return files[0].after;
  }

  async function openCopy(test: string): Promise<vscode.TextDocument> {
    const target = await session.waitingStep(test);
    await command(COMMANDS.editCandidate, target);
    return vscode.workspace.openTextDocument(
      await eventually(`a copy to edit for ${test}`, () => copyInFront(target.stepId)),
    );
  }

  it('begins a session that is listed and followed, and asks before it runs the verifier', async () => {
    const { sessions } = session.host;
    assert.equal(sessions.sessions[0]?.prompt, PROMPT);
    assert.equal(sessions.followed?.session_id, session.id);
    const { wait } = await session.waits('verifier');
    assert.match(wait.details, /node --test/u);
    await session.approve('verifier');
  });

  it('asks for the plan and, as the setting says, for every step', async () => {
    await session.approve('plan');
    for (const test of ['adds', 'takes the larger', 'doubles', 'knows a long one'])
      assert.ok(await session.waitingStep(test));
  });

  it('shows an answer as a diff of read-only documents in front of the editor', async () => {
    const groups = vscode.window.tabGroups.all.length;
    await command(COMMANDS.openDiff, await session.waitingStep('adds'));
    const { original, modified } = await eventually('a diff', () => activeDiff());
    assert.deepEqual([original.scheme, modified.scheme], [SCHEMES.candidate, SCHEMES.candidate]);
    const before = await textOnDisk(inWorkspace('src', 'add.js'));
    assert.equal(await openText(original), before);
    assert.equal(await openText(modified), before.replace('a - b', 'a + b'));
    assert.equal(vscode.workspace.fs.isWritableFileSystem(SCHEMES.candidate), false);
    assert.equal(vscode.window.tabGroups.all.length, groups);
  });

  it('approves the step of the diff in front, closes that diff and no other editor', async () => {
    await eventually('a diff', () => activeDiff());
    const others = tabs().length - 1;
    assert.equal(await command(COMMANDS.approve), true);
    await session.accepted('adds');
    await eventually('the end of the diff', () => diffs().length === 0);
    assert.equal(tabs().length, others);
    assert.equal((await session.step('takes the larger'))?.state, 'waiting');
  });

  it('compares the answers of a step, the leading one on the left', async () => {
    const target = await session.waitingStep('knows a long one');
    const service = await session.host.engine.service();
    const { labels } = await service.candidate(session.id, target.stepId, null);
    assert.equal(labels.length, 2);
    await command(COMMANDS.compareClasses, target);
    const { original, modified } = await eventually('a comparison', () => activeDiff());
    const texts = await Promise.all(
      labels.map(
        async (label) => (await service.candidate(session.id, target.stepId, label)).files[0]?.after,
      ),
    );
    assert.deepEqual([await openText(original), await openText(modified)], texts);
    await command('workbench.action.closeActiveEditor');
  });

  it('takes an answer with edits that were saved by hand, verified like any other', async () => {
    const answer = await answerTo('doubles');
    const copy = await openCopy('doubles');
    await addLine(copy, BY_HAND);
    await command('workbench.action.files.save');
    await session.accepted('doubles');
    assert.equal((await session.resultOf('src/twice.js'))?.after, `${answer}${BY_HAND}\n`);
    await eventually('the end of the copy', () => diffs().length === 0);
  });

  it('keeps what auto-save saves and sends nothing', async () => {
    larger = await answerTo('takes the larger');
    assert.match(larger, /^\uFEFF.*\r\n/u);
    await setAutoSave('afterDelay');
    const copy = await openCopy('takes the larger');
    await addLine(copy, BY_HAND);
    await eventually('an auto-save', () => !copy.isDirty);
    assert.equal((await session.step('takes the larger'))?.state, 'waiting');
  });

  it('sends the edits with the key for saving, also while an auto-save is under way', async () => {
    const { modified } = await eventually('the copy', () => activeDiff());
    const copy = await vscode.workspace.openTextDocument(modified);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const saving = new Promise<void>((resolve) => {
      const listening = vscode.workspace.onWillSaveTextDocument((event) => {
        listening.dispose();
        event.waitUntil(held);
        resolve();
      });
    });
    await addLine(copy, '// and again');
    await saving;
    const sent = command(await commandOfKey('ctrl+s'));
    release();
    await sent;
    await session.accepted('takes the larger');
    larger += `${BY_HAND}\r\n// and again\r\n`;
    assert.equal((await session.resultOf('src/larger.js'))?.after, larger);
    await setAutoSave('off');
  });

  it('refuses edits that are saved after the question was answered, and keeps them', async () => {
    const copy = await openCopy('knows a long one');
    await addLine(copy, BY_HAND);
    await session.host.decide(await session.waitingStep('knows a long one'), { kind: 'approve' });
    await session.accepted('knows a long one');
    const [sentence, ...more] = await failuresOf(() => command('workbench.action.files.save'));
    assert.match(sentence ?? '', /The edits are kept in this editor\.$/u);
    assert.deepEqual(more, []);
    assert.match(copy.getText(), /by hand/u);
    assert.match(await textOnDisk(copy.uri), /by hand/u);
    assert.doesNotMatch((await session.resultOf('src/is-long.js'))?.after ?? '', /by hand/u);
    await close();
  });

  it('delivers after a yes: what is open shows it, what is unsaved is not written over', async () => {
    const open = await vscode.workspace.openTextDocument(inWorkspace('src', 'add.js'));
    const unsaved = await vscode.workspace.openTextDocument(inWorkspace('src', 'twice.js'));
    await vscode.window.showTextDocument(open, { preview: false });
    await vscode.window.showTextDocument(unsaved, { preview: false });
    await addLine(unsaved, '// not saved');
    const mine = unsaved.getText();
    await session.waits('delivery');
    const showInformationMessage = (...[, , yes]: readonly string[]) => Promise.resolve(yes);
    await answering({ showInformationMessage }, () => command(COMMANDS.deliver, session.id));
    await eventually('the delivery', () => session.host.sessions.followed?.metadata.delivered === true);
    await eventually('the new text', () => open.getText().includes('a + b'));
    assert.equal(unsaved.getText(), mine);
    assert.match(await textOnDisk(unsaved.uri), /by hand/u);
    assert.equal(await textOnDisk(inWorkspace('src', 'larger.js')), larger);
    await vscode.window.showTextDocument(unsaved);
    await command('workbench.action.files.revert');
  });

  it('shows the result of the session', async () => {
    await command(COMMANDS.openResult, session.id);
    await eventually('an editor of four files', () =>
      tabs().some(({ label }) => label.includes(PROMPT) && label.includes('4')),
    );
    await close();
  });

  it('takes the delivery back, byte by byte', async () => {
    const showWarningMessage = (...[, , yes]: readonly string[]) => Promise.resolve(yes);
    const undone = await answering({ showWarningMessage }, () => command(COMMANDS.undoDelivery, session.id));
    assert.equal(undone, true);
    for (const [path, text] of Object.entries(SOURCES))
      assert.equal(await textOnDisk(inWorkspace(path)), text);
    assert.match(await textOnDisk(inWorkspace('src', 'add.js')), /a - b/u);
  });
});
