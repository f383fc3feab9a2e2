import { readBugs, type Bug } from './bugs.ts';

/** Returns the defects that arguments choose: ids or programs by name, `--every=n` or `--every=n+first` for a sample. */
export function chosenBugs(args: readonly string[]): Bug[] {
  const words = args.filter((arg) => !arg.startsWith('--'));
  const [, every = '1', first = '0'] =
    /^--every=(\d+)(?:\+(\d+))?$/.exec(args.find((arg) => arg.startsWith('--every')) ?? '') ?? [];
  return readBugs()
    .filter((bug) => words.length === 0 || words.some((word) => bug.id === word || bug.program === word))
    .filter((_bug, index) => index % Number(every) === Number(first) % Number(every));
}
