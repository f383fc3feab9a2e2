import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { selectionPrompt, problemPrompt, resourcesPrompt, testPrompt } from '../tasks/task-prompts.ts';
import { failingTest } from '../tasks/failing-test.ts';
import { isProblemList, problemsAtCursor, problemsOf } from '../tasks/problems.ts';
import { commandFeature } from './command-feature.ts';
import { trustedFolder } from './trusted-folder.ts';
import { startTask } from './start-task.ts';

/** Run Task from where a person is: a selection, files, a failing test, a problem. */
export const taskCommands = commandFeature('task commands', {
  [COMMANDS.runTaskOnSelection]: onSelection,
  [COMMANDS.runTaskOnResource]: onResources,
  [COMMANDS.runTaskForTest]: forTest,
  [COMMANDS.runTaskForProblem]: forProblem,
});

async function onSelection(host: Host): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty)
    throw usage(t('Select the text that the task is about first.'));
  const { document, selection } = editor;
  const folder = await trustedFolder(host, document.uri);
  if (folder === undefined) return undefined;
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const selected = {
    path,
    firstLine: selection.start.line + 1,
    lastLine: selection.end.line + 1,
    text: document.getText(selection),
  };
  const wish = await askWish(t('Run Task on {0}:{1}', path, selected.firstLine));
  return wish === undefined
    ? undefined
    : startTask(host, { prompt: selectionPrompt(wish, selected), folder });
}

/** The explorer gives the file that was clicked and all that are selected. */
async function onResources(host: Host, clicked: unknown, selected: unknown): Promise<string | undefined> {
  const uris = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [clicked];
  const resources = uris.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
  const [first] = resources;
  if (first === undefined) throw usage(t('Choose files or folders in the explorer first.'));
  const folder = await trustedFolder(host, first);
  if (folder === undefined) return undefined;
  const here = resources.filter((uri) => vscode.workspace.getWorkspaceFolder(uri)?.index === folder.index);
  const paths = here.map((uri) => vscode.workspace.asRelativePath(uri, false));
  const wish = await askWish(
    paths.length === 1
      ? t('Run Task on {0}', paths[0] ?? '')
      : t('Run Task on {0} files and folders', paths.length),
  );
  return wish === undefined ? undefined : startTask(host, { prompt: resourcesPrompt(wish, paths), folder });
}

async function forTest(host: Host, item: unknown): Promise<string | undefined> {
  const test = failingTest(item);
  if (test === undefined) throw usage(t('Choose a test in the Test Explorer first.'));
  const folder = await trustedFolder(host, test.uri);
  return folder === undefined ? undefined : startTask(host, { prompt: testPrompt(test), folder });
}

async function forProblem(host: Host, uri: unknown, given: unknown): Promise<string | undefined> {
  const found =
    uri instanceof vscode.Uri && isProblemList(given)
      ? { uri, problems: problemsOf(uri, given) }
      : problemsAtCursor();
  if (found === undefined || found.problems.length === 0)
    throw usage(t('There is no problem at the cursor.'));
  const folder = await trustedFolder(host, found.uri);
  return folder === undefined
    ? undefined
    : startTask(host, { prompt: problemPrompt(found.problems), folder });
}

async function askWish(title: string): Promise<string | undefined> {
  const wish = await vscode.window.showInputBox({
    title,
    prompt: t('What is to be done with it?'),
    placeHolder: t('For example: simplify it without changing what it does'),
    ignoreFocusOut: true,
  });
  return wish === undefined || wish.trim() === '' ? undefined : wish.trim();
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
