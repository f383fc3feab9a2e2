import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/extension/ids.ts';
import { answering } from './support/answering.ts';
import { extensionHost, inWorkspace, textOnDisk } from './support/extension-host.ts';

const TEXT = '# Ours.\nversion: 1\nbudget: { max_usd: 1 } # no more\n';

describe('the gallery of domains', () => {
  const uri = inWorkspace('of-gallery', 'microfactory.yaml');

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(TEXT));
    await vscode.window.showTextDocument(uri);
  });

  after(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inWorkspace('of-gallery'), { recursive: true });
  });

  it('copies the domain that is picked into the configuration that is open, with its templates', async () => {
    const offered: string[] = [];
    const showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
      offered.push(...items.map(({ label }) => label));
      return Promise.resolve(items.find(({ label }) => label === 'security-review'));
    };
    await answering({ showQuickPick }, () => vscode.commands.executeCommand(COMMANDS.addGalleryDomain));
    assert.deepEqual(offered, ['data-labelling', 'migration', 'security-review', 'writing']);

    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.isDirty, true);
    for (const line of TEXT.split('\n')) assert.ok(document.getText().includes(line), line);
    assert.match(document.getText(), /^ {2}security-review:$/mu);
    const named = [...document.getText().matchAll(/prompt_template: (\S+\.hbs)/gu)].map(
      (found) => found[1] ?? '',
    );
    assert.ok(named.length > 0);
    for (const path of named) assert.match(await textOnDisk(inWorkspace('of-gallery', path)), /\{\{/u);
  });

  it('gives a configuration that the engine understands, and a domain that it lists', async () => {
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(await document.save());
    const service = await (await extensionHost()).engine.service();
    assert.deepEqual(await service.checkConfiguration({ configPath: uri.fsPath }), []);
    const domains = await service.domains({ configPath: uri.fsPath });
    assert.ok(domains.some(({ name }) => name === 'security-review'));
  });
});
