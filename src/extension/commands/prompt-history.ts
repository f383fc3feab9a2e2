import type * as vscode from 'vscode';

const PLACE = 'microfactory.prompts';
const MOST = 20;
const LONGEST = 2000;

/** Returns the prompts of this workspace, the newest first. */
export function recentPrompts(memento: vscode.Memento): readonly string[] {
  const stored: unknown = memento.get(PLACE);
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
}

export async function rememberPrompt(memento: vscode.Memento, prompt: string): Promise<void> {
  if (prompt.length > LONGEST) return;
  const others = recentPrompts(memento).filter((each) => each !== prompt);
  await memento.update(PLACE, [prompt, ...others].slice(0, MOST));
}
