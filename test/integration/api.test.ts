import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { MicrofactoryApi } from '../../src/api/extension-api.ts';
import { answering } from './support/answering.ts';
import { extensionHost, inWorkspace } from './support/extension-host.ts';

interface ExampleContext {
  extensionUri: vscode.Uri;
  readonly subscriptions: vscode.Disposable[];
}

interface ExampleExtension {
  activate(context: ExampleContext): Promise<void>;
}

const SIMULATED = { provider: 'simulated', model: 'p=0.9', seed: '1' } as const;

function microfactory(): MicrofactoryApi {
  const extension = vscode.extensions.getExtension<MicrofactoryApi>('microfactory.microfactory');
  assert.ok(extension?.isActive, 'Microfactory is not active');
  return extension.exports;
}

describe('the API for other extensions', () => {
  const ours = vscode.workspace.getConfiguration('microfactory');
  const context: ExampleContext = { extensionUri: vscode.Uri.file(''), subscriptions: [] };

  before(async () => {
    const { extensionUri } = (await extensionHost()).context;
    context.extensionUri = vscode.Uri.joinPath(extensionUri, 'examples', 'extension');
    await ours.update('ask', 'never', vscode.ConfigurationTarget.Global);
    const example = vscode.Uri.joinPath(context.extensionUri, 'extension.cjs').fsPath;
    // As VS Code would: the file itself, with the `vscode` of this host.
    const { activate } = createRequire(__filename)(example) as ExampleExtension;
    await activate(context);
  });

  after(async () => {
    for (const each of context.subscriptions) each.dispose();
    await ours.update('ask', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('runs a session of a domain that another extension registered to its end', async () => {
    const api = microfactory();
    const changed = new Set<string>();
    const listening = api.onDidChangeSessions((ids) => ids.forEach((id) => changed.add(id)));
    const prompt = 'Write 4, 9 and 1990';
    const id = await api.runTask({ prompt, domain: 'roman', ...SIMULATED });
    assert.ok(id);
    const rest = await api.settled(id);
    assert.deepEqual(rest, { sessionId: id, exitCode: 0, summary: '4 = IV, 9 = IX, 1990 = MCMXC' });
    listening.dispose();
    assert.ok(changed.has(id));
    const listed = (await api.sessions()).find(({ sessionId }) => sessionId === id);
    assert.deepEqual(listed, { sessionId: id, status: 'completed', prompt, domain: 'roman' });
  });

  it('begins a task from the command of the example', async () => {
    const before = (await microfactory().sessions()).length;
    await answering({ showInputBox: () => Promise.resolve('Write 14') }, () =>
      vscode.commands.executeCommand('romanNumerals.write'),
    );
    const sessions = await microfactory().sessions();
    assert.equal(sessions.length, before + 1);
    assert.equal(sessions[0]?.prompt, 'Write 14');
  });

  it('refuses a program of the repository that nobody approved, and runs it after a yes', async () => {
    const module = inWorkspace('mine.mjs');
    const source = vscode.Uri.joinPath(context.extensionUri, 'roman.mjs');
    await vscode.workspace.fs.copy(source, module);
    const registration = microfactory().registerDomain({
      name: 'inside',
      description: 'Of the folder.',
      module,
    });
    const asked: string[] = [];
    const answer = (reply: string | undefined) => ({
      showWarningMessage: (question: string) => Promise.resolve(asked.push(question) > 0 ? reply : undefined),
    });
    const run = () => microfactory().runTask({ prompt: 'Write 4', domain: 'inside', ...SIMULATED });
    try {
      assert.equal(await answering(answer(undefined), run), undefined);
      const id = await answering(answer('Run It'), run);
      assert.ok(id);
      assert.equal((await microfactory().settled(id)).summary, '4 = IV');
      assert.equal(asked.length, 2);
    } finally {
      registration.dispose();
      await vscode.workspace.fs.delete(module);
    }
  });

  it('knows a domain no more when it was disposed of', async () => {
    for (const each of context.subscriptions.splice(0)) each.dispose();
    await assert.rejects(
      microfactory().runTask({ prompt: 'Write 4', domain: 'roman' }),
      /There is no domain roman/u,
    );
  });
});
