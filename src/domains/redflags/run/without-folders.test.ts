import { expect, it } from 'vitest';
import { findingsIn, newFindings } from './findings.ts';
import { withoutFolders } from './without-folders.ts';

it.each([
  ['on Linux', '/tmp/x-1/p', '/tmp/x-2/p', '/'],
  ['on Windows', 'C:\\tmp\\x-1\\p', 'C:\\tmp\\x-2\\p', '\\'],
])(
  'makes one finding of what a linter printed in two copies of the project %s',
  (_where, one, other, separator) => {
    const json = (folder: string): string => {
      const messages = [{ severity: 2, message: 'No var.', ruleId: 'no-var' }];
      return JSON.stringify([{ filePath: [folder, 'src', 'a.js'].join(separator), messages }]);
    };
    const [before, after] = [one, other].map((folder) => findingsIn(withoutFolders(json(folder), [folder])));
    expect(before).toEqual([`src${separator}a.js: No var. (no-var)`]);
    expect(newFindings(before ?? [], after ?? [])).toEqual([]);
    const line = (folder: string): string => `${[folder, 'a.py'].join(separator)}:3:1: F401 unused`;
    expect(withoutFolders(line(one), [one])).toBe('a.py:3:1: F401 unused');
  },
);
