import type { Language, Subject } from '../subjects/subject.ts';

/** A way of writing a program again that changes nothing of what it does. */
export interface Rewriting {
  readonly how: string;
  readonly languages: readonly Language[];
  of(text: string, subject: Subject): string;
}

const ALL: readonly Language[] = ['JavaScript', 'TypeScript', 'Python'];
const WITH_BRACES: readonly Language[] = ['JavaScript', 'TypeScript'];

const tabs = (text: string, width: number): string =>
  text.replace(/^ +/gm, (blanks) => '\t'.repeat(Math.floor(blanks.length / width)));

/** Apart from strings with a quote or an escape in them. */
const otherQuotes = (text: string): string => text.replace(/'([^'"\\\n`]*)'/g, '"$1"');

const renamed = (text: string, { locals }: Subject): string =>
  locals.reduce(
    (named, [name, other]) =>
      named.replace(new RegExp(`(?<![\\w'"])(?<!(?<!\\.)\\.)${name}(?![\\w'"]|=[^=])`, 'g'), other),
    text,
  );

const comment = ({ language }: Subject, words: string): string =>
  language === 'Python' ? `# ${words}` : `// ${words}`;

const commented = (text: string, subject: Subject): string =>
  `${comment(subject, 'What this file is for.')}\n${text.replace(/^( +)(return|for|if)\b/gm, `$1${comment(subject, 'The next one.')}\n$1$2`)}`;

const withoutSemicolons = (text: string): string => text.replace(/;$/gm, '');

const rewritten = (text: string, subject: Subject): string => {
  const python = subject.language === 'Python';
  const plain = python ? tabs(text, 4) : withoutSemicolons(tabs(text, 2));
  return otherQuotes(commented(renamed(plain, subject), subject)).replaceAll('\n', '\r\n');
};

/** Every rewriting that is tried on every program of its languages. */
export const SAME_EVERYWHERE: readonly Rewriting[] = [
  { how: 'CRLF', languages: ALL, of: (text) => text.replaceAll('\n', '\r\n') },
  { how: 'white space at line ends', languages: ALL, of: (text) => text.replaceAll('\n', '  \n') },
  { how: 'no newline at the end', languages: ALL, of: (text) => text.trimEnd() },
  { how: 'empty lines', languages: ALL, of: (text) => text.replaceAll('\n', '\n\n') },
  { how: 'tabs for blanks', languages: WITH_BRACES, of: (text) => tabs(text, 2) },
  { how: 'tabs for blanks', languages: ['Python'], of: (text) => tabs(text, 4) },
  { how: 'other quotes', languages: ALL, of: otherQuotes },
  { how: 'no semicolons', languages: WITH_BRACES, of: withoutSemicolons },
  { how: 'comments', languages: ALL, of: commented },
  { how: 'renamed locals', languages: ALL, of: renamed },
  { how: 'all of these at once', languages: ALL, of: rewritten },
];
