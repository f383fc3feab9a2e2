const OPENING = '<think>';
const CLOSING = '</think>';

/**
 * Returns the answer without the reasoning that servers of local models leave at its beginning in a `<think>` element;
 * '' while or when it does not end.
 */
export function withoutThinking(text: string): string {
  const start = text.trimStart();
  if (!start.startsWith(OPENING)) return text;
  const end = start.indexOf(CLOSING);
  return end === -1 ? '' : start.slice(end + CLOSING.length).trimStart();
}
