/** What `vscode.l10n.t` does: looks a sentence up in the user's language and fills in its places. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

let translate: Translate = filledIn;

/** Lets sentences be looked up by VS Code; without it they stay English, so that they can be tested without an editor. */
export function translateWith(translator: Translate): void {
  translate = translator;
}

/** Returns a sentence for the user, with `{0}`, `{1}` … filled in. */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return translate(message, ...args);
}

function filledIn(message: string, ...args: (string | number | boolean)[]): string {
  return message.replace(/\{(\d+)\}/gu, (place, index: string) => String(args[Number(index)] ?? place));
}
