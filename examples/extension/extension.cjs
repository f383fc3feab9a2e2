// Registers a domain with Microfactory, and begins tasks of it. docs/extending.md explains it.
// @ts-check
/** @import { MicrofactoryApi } from '../../types/microfactory.d.ts' */
const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context */
async function activate({ extensionUri, subscriptions }) {
  /** @type {vscode.Extension<MicrofactoryApi> | undefined} */
  const extension = vscode.extensions.getExtension('microfactory.microfactory');
  if (extension === undefined) return;
  const microfactory = await extension.activate();
  if (microfactory.apiVersion !== 1) return;
  subscriptions.push(
    microfactory.registerDomain({
      name: 'roman',
      description: 'Writes the numbers of a prompt as Roman numerals.',
      module: vscode.Uri.joinPath(extensionUri, 'roman.mjs'),
    }),
    vscode.commands.registerCommand('romanNumerals.write', () => write(microfactory)),
  );
}

/** @param {MicrofactoryApi} microfactory */
async function write(microfactory) {
  const prompt = await vscode.window.showInputBox({ title: 'Roman Numerals', prompt: 'Which numbers?' });
  if (prompt === undefined) return;
  const sessionId = await microfactory.runTask({
    prompt,
    domain: 'roman',
    provider: 'simulated',
    model: 'p=0.9',
  });
  if (sessionId === undefined) return;
  const { summary } = await microfactory.settled(sessionId);
  void vscode.window.showInformationMessage(summary);
}

module.exports = { activate };
