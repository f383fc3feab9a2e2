import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMMANDS, SCHEMES } from '../../src/extension/ids.ts';
import { answering } from './support/answering.ts';
import { eventually } from './support/eventually.ts';
import { inWorkspace, textOnDisk } from './support/extension-host.ts';

const TEXT = `# What this folder wants.
version: 1
default_domain: mined

domains:
  mine: # after the review
    extends: code
    agents:
      solver: { prompt_template: templates/mine.hbs }
`;

describe('microfactory.yaml in the editor', () => {
  const uri = inWorkspace('configured', 'microfactory.yaml');
  const template = inWorkspace('configured', 'templates', 'mine.hbs');
  let document: vscode.TextDocument;

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(TEXT));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    // An editor that is unsaved would be asked about when a task begins.
    assert.ok(await document.save());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inWorkspace('configured'), { recursive: true });
  });

  const problem = (code: string): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(uri).find((each) => each.code === code);

  const placeOf = (written: string): vscode.Position =>
    document.positionAt(document.getText().indexOf(written));

  async function fixOf(code: string, title: string): Promise<vscode.CodeAction> {
    const { range } = await eventually(`a problem ${code}`, () => problem(code));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    const own = actions.find((action) => action.title === title);
    assert.ok(own, `no ${title} among ${actions.map((action) => action.title).join(', ')}`);
    return own;
  }

  async function offeredAt(position: vscode.Position): Promise<string[]> {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      position,
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  async function insert(position: vscode.Position, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, position, text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('marks an unknown domain and a missing template where they are written', async () => {
    const domain = await eventually('a problem of the domain', () => problem('unknown-domain'));
    const missing = await eventually('a problem of the template', () => problem('missing-template'));
    assert.equal(document.getText(domain.range), 'default_domain');
    assert.equal(document.getText(missing.range), 'prompt_template');
  });

  it('names the domain that was meant', async () => {
    const { edit } = await fixOf('unknown-domain', 'Change to mine');
    assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)));
    assert.match(document.getText(), /^default_domain: mine$/mu);
    await eventually('no problem of the domain', () => problem('unknown-domain') === undefined);
  });

  it('creates a missing template, and the problem goes', async () => {
    const { command } = await fixOf('missing-template', 'Create template');
    await vscode.commands.executeCommand(
      command?.command ?? '',
      ...((command?.arguments ?? []) as unknown[]),
    );
    await eventually('no problem of the template', () => problem('missing-template') === undefined);
    assert.match(await textOnDisk(template), /\{\{/u);
  });

  it('leads from prompt_template to the file', async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      uri,
      placeOf('mine.hbs'),
    );
    const targets = found.map((each) => ('targetUri' in each ? each.targetUri : each.uri).toString());
    assert.deepEqual(targets, [template.toString()]);
  });

  it('completes keys that are not there yet, and the values of a choice', async () => {
    await insert(placeOf('domains:'), 'on_gate: \n\n');
    const keys = await offeredAt(placeOf('on_gate').translate(1, 0));
    assert.ok(keys.includes('budget') && !keys.includes('version'), keys.join(', '));
    const values = await offeredAt(placeOf('on_gate').translate(0, 'on_gate: '.length));
    assert.deepEqual(values.slice(0, 3), ['pause', 'skip', 'fail']);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(uri, new vscode.Range(placeOf('on_gate'), placeOf('domains:')));
    assert.ok(await vscode.workspace.applyEdit(edit));
  });

  it('previews the prompt that the template makes', async () => {
    await vscode.workspace.fs.writeFile(
      template,
      Buffer.from('Mend {{step.title}} with care for calculators.'),
    );
    await vscode.window.showTextDocument(document);
    assert.ok(await document.save());
    await answering({ showQuickPick: () => Promise.resolve('solver') }, () =>
      vscode.commands.executeCommand(COMMANDS.previewPrompt),
    );
    const preview = await eventually('a preview', () =>
      vscode.workspace.textDocuments.find((each) => each.uri.scheme === SCHEMES.prompt),
    );
    assert.match(preview.getText(), /with care for calculators\./u);
  });

  it('adds a domain and leaves everything else as it is, comments too', async () => {
    await vscode.window.showTextDocument(document);
    const lines = document.getText().split('\n');
    const said = ['review', 'Reads what was changed.'];
    const answers = {
      showInputBox: () => Promise.resolve(said.shift()),
      showQuickPick: (items: readonly vscode.QuickPickItem[]) =>
        Promise.resolve(items.find(({ label }) => label === 'code')),
    };
    await answering(answers, () => vscode.commands.executeCommand(COMMANDS.newDomain));
    const added = ['  review:', '    extends: code', '    description: Reads what was changed.'];
    assert.deepEqual(document.getText().split('\n'), [...lines.slice(0, -1), ...added, '']);
    assert.equal(document.isDirty, true);
  });
});
