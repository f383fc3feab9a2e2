import * as vscode from 'vscode';
import type { Feature, Host } from '../host.ts';
import { COMMANDS, SCHEMES } from '../ids.ts';
import { addDomain } from './add-domain.ts';
import { addGalleryDomain } from './add-gallery-domain.ts';
import { YAML } from './configuration-files.ts';
import { ConfigurationProblems } from './configuration-problems.ts';
import { createTemplate } from './create-template.ts';
import { chooseConfiguration, openConfiguration } from './open-configuration.ts';
import { PromptPreviews } from './prompt-previews.ts';
import { QuickFixes } from './quick-fixes.ts';
import { TemplateLinks } from './template-links.ts';
import { YamlHelp } from './yaml-help.ts';

/** microfactory.yaml in the editor: problems, completion, templates, previews and new domains. */
export const configurationFeature: Feature = {
  name: 'configuration',
  activate(host) {
    const problems = new ConfigurationProblems(host);
    const previews = new PromptPreviews(host);
    const help = new YamlHelp(host);
    const links = new TemplateLinks();
    const { languages, workspace } = vscode;
    return vscode.Disposable.from(
      problems,
      previews,
      languages.registerCodeActionsProvider(YAML, new QuickFixes(host, problems), {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      languages.registerCompletionItemProvider(YAML, help, ' ', ':', '/'),
      languages.registerHoverProvider(YAML, help),
      languages.registerDefinitionProvider(YAML, links),
      languages.registerDocumentLinkProvider(YAML, links),
      workspace.registerTextDocumentContentProvider(SCHEMES.prompt, previews),
      registerCommands(host, previews),
    );
  },
};

function registerCommands(host: Host, previews: PromptPreviews): vscode.Disposable {
  const register = (id: string, run: (...args: unknown[]) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (...args: unknown[]) =>
      run(...args).catch((error: unknown) => host.fail(error)),
    );
  return vscode.Disposable.from(
    register(COMMANDS.openConfiguration, (near) => openConfiguration(host, near)),
    register(COMMANDS.newDomain, (near) => addDomain(host, near)),
    register(COMMANDS.addGalleryDomain, (near) => addGalleryDomain(host, near)),
    register(COMMANDS.createTemplate, (path, role) => createTemplate(host, path, role)),
    register(COMMANDS.previewPrompt, async (near) => {
      const place = await chooseConfiguration(near);
      if (place !== undefined) await previews.open(place.uri, place.folder?.uri);
    }),
  );
}
