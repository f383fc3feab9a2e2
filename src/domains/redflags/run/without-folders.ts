/**
 * Returns the output without the folders that it was printed in: which copy was checked says nothing, and differs from run
 * to run. Windows writes them with backslashes, which JSON doubles.
 */
export function withoutFolders(output: string, folders: readonly string[]): string {
  return folders.flatMap(spellings).reduce((text, folder) => text.replaceAll(folder, ''), output);
}

function spellings(folder: string): string[] {
  const slashes = `${folder.replaceAll('\\', '/')}/`;
  if (!folder.includes('\\')) return [slashes];
  const doubled = `${folder}\\`.replaceAll('\\', '\\\\');
  return [doubled, `${folder}\\`, slashes];
}
