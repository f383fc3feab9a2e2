import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { recentPrompts } from './prompt-history.ts';

interface PromptItem extends vscode.QuickPickItem {
  readonly prompt?: string;
}

export interface PromptQuestion {
  readonly title: string;
  readonly memento: vscode.Memento;
}

/** Asks what is to be done: typed freely, or chosen among recent prompts and examples; undefined when dismissed. */
export function askForPrompt({ title, memento }: PromptQuestion): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<PromptItem>();
  const offered = [...recentItems(memento), ...exampleItems()];
  picker.title = title;
  picker.placeholder = t('What is to be done? For example: Fix the failing tests');
  picker.ignoreFocusOut = true;
  picker.items = offered;
  // What was typed is what runs: nothing that only resembles it may stand beneath the Enter key.
  picker.onDidChangeValue(
    (value) => (picker.items = value.trim() === '' ? offered : [typedItem(value.trim())]),
  );
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const prompt = picker.value.trim() || picker.activeItems[0]?.prompt;
      if (prompt === undefined) return;
      resolve(prompt);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function typedItem(prompt: string): PromptItem {
  const iconPath = new vscode.ThemeIcon('play');
  return { label: plainLabel(prompt), prompt, alwaysShow: true, description: t('run this'), iconPath };
}

function recentItems(memento: vscode.Memento): PromptItem[] {
  const recent = recentPrompts(memento);
  if (recent.length === 0) return [];
  return [separator(t('recent')), ...recent.slice(0, 8).map((prompt) => item(prompt, 'history'))];
}

function exampleItems(): PromptItem[] {
  const examples = [
    t('Fix the failing tests'),
    t('Make the type checker pass'),
    t('Add tests for what has none'),
  ];
  return [separator(t('examples')), ...examples.map((prompt) => item(prompt, 'lightbulb'))];
}

function separator(label: string): PromptItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function item(prompt: string, icon: string): PromptItem {
  return { label: plainLabel(prompt, 120), prompt, iconPath: new vscode.ThemeIcon(icon) };
}
