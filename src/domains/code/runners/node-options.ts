/** Returns NODE_OPTIONS text for the options; a value with white space or quotes is quoted as Node reads it. */
export function nodeOptions(options: readonly string[]): string {
  return options.map(quoted).join(' ');
}

function quoted(option: string): string {
  if (!/[\s"\\]/.test(option)) return option;
  return `"${option.replace(/["\\]/g, '\\$&')}"`;
}
