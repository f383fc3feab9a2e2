import * as vscode from 'vscode';

/** Returns a tooltip of lines that are shown as text: no links, no pictures, no commands in them. */
export function textTooltip(lines: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  lines
    .filter((line) => line !== '')
    .forEach((line, index) => {
      if (index > 0) tooltip.appendMarkdown('\n\n');
      tooltip.appendText(line.slice(0, 1000));
    });
  return tooltip;
}
