const LONGEST = 40;

/** Returns a file's name for an exported session: words of its prompt, and the beginning of its id. */
export function archiveName(prompt: string, sessionId: string): string {
  const words = prompt
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/gu, '');
  return `${[words, sessionId.slice(0, 8)].filter((part) => part !== '').join('-')}.tar.gz`;
}
