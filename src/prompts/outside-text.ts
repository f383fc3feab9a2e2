// Text from outside (files, issues, test output, other models' answers) is data. It is shown without anything that a
// person would not see, and between delimiters that are longer than any it holds itself.

const ANSI_ESCAPE = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
/** Format and bidirectional characters, fillers, variation selectors beyond emoji, line separators, lone surrogates. */
const UNSEEN = /[\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0\u2028\u2029\u{e0100}-\u{e01ef}]/gu;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Returns the text with terminal escapes left out, line ends as \n, and every invisible character written as ⟨U+202E⟩. */
export function visible(text: string): string {
  return text.replace(ANSI_ESCAPE, '').replace(/\r\n?/g, '\n').replace(CONTROL, shown).replace(UNSEEN, shown);
}

/** Returns the text as one visible line, cut to 300 characters. */
export function oneLine(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Returns the text inside a fence that nothing in the text can close; `label` is written after the opening fence. */
export function delimited(text: string, label = ''): string {
  const content = visible(text);
  const runs = content.match(/`+/g) ?? [];
  const longest = Math.max(0, ...runs.map((run) => run.length));
  const fence = '`'.repeat(Math.max(4, longest + 1));
  return `${fence}${fenceLabel(label)}\n${content}${content.endsWith('\n') ? '' : '\n'}${fence}`;
}

function fenceLabel(label: string): string {
  return oneLine(label).replaceAll('`', "'");
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
