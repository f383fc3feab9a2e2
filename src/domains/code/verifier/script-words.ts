/** One command of a script: the words that start it, and the variables set for it. */
export interface ScriptCommand {
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/**
 * Returns the one command that a script line consists of, or undefined when a shell is needed to understand it
 * (several commands, pipes, redirections, variables, unclosed quotes).
 */
export function singleCommand(line: string): ScriptCommand | undefined {
  const words = splitWords(line);
  if (words === undefined) return undefined;
  let rest = words;
  const env: Record<string, string> = {};
  for (;;) {
    const head = rest[0] ?? '';
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(head);
    if (assignment) env[assignment[1] as string] = assignment[2] as string;
    else if (!/^(cross-env|npx|env)$/.test(head)) break;
    rest = rest.slice(1);
  }
  return rest.length === 0 ? undefined : { env, words: rest };
}

function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  const token = /\s*((?:[^\s"'\\&|;<>()$`#]|'[^']*'|"[^"\\$`]*")+)\s*/y;
  while (token.lastIndex < line.length) {
    const match = token.exec(line);
    if (!match) return undefined;
    words.push(
      (match[1] as string).replace(/'([^']*)'|"([^"]*)"/g, (_all, single, double) => single ?? double),
    );
  }
  return words;
}
