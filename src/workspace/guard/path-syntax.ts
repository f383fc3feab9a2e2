/** Written out rather than printed: a control character in a sentence could hide what is refused. */
export function shown(path: string): string {
  return JSON.stringify(path);
}

interface SyntaxRule {
  readonly broken: (path: string) => boolean;
  readonly says: string;
}

const RULES: readonly SyntaxRule[] = [
  { broken: (path) => path === '', says: 'is empty' },
  { broken: (path) => /[\u0000-\u001f\u007f-\u009f]/.test(path), says: 'contains a control character' },
  {
    broken: (path) => /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(path),
    says: 'contains an invisible character',
  },
  { broken: (path) => path.startsWith('/'), says: 'is absolute' },
  { broken: (path) => path.includes('\\'), says: 'contains a backslash' },
  { broken: (path) => /^[a-z]:/i.test(path), says: 'names a drive' },
  { broken: (path) => path.startsWith('~'), says: 'begins with ~' },
  { broken: (path) => path.split('/').includes('..'), says: 'climbs out with ..' },
  {
    broken: (path) => path.split('/').some((part) => part === '' || part === '.'),
    says: 'has an empty part',
  },
  { broken: (path) => Buffer.from(path).toString() !== path, says: 'is not valid text' },
];

/** Returns why the path can never be written, as one sentence, or undefined when its form is right. */
export function invalidPath(path: string): string | undefined {
  const rule = RULES.find(({ broken }) => broken(path));
  return (
    rule && `The path ${shown(path)} ${rule.says}; only paths inside the workspace, with /, are allowed.`
  );
}
