/** Returns the records of git's `-z` output. */
export function nulSeparated(output: Buffer): string[] {
  const records = output.toString('utf8').split('\0');
  if (records.at(-1) === '') records.pop();
  return records;
}
