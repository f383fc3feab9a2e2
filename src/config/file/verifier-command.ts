import { parse } from 'shell-quote';

export interface VerifierCommand {
  readonly argv?: readonly string[];
  readonly shellLine?: string;
}

/** What a shell would expand although shell-quote reads it as plain words. */
const EXPANDED = /[`\\~{}!]|^\s*\w+=/u;

/** Returns a verifier as words where no shell is needed to understand it, else as the shell line it is. */
export function verifierCommand(verifier: string | readonly string[]): VerifierCommand {
  if (typeof verifier !== 'string') return { argv: verifier };
  const line = verifier.trim();
  // Variables become objects, so that they are seen as something that needs a shell.
  const parts = parse(line, (name) => ({ op: name }));
  const plain = parts.filter((part): part is string => typeof part === 'string');
  const needsShell = EXPANDED.test(line) || plain.length < parts.length || hasOpenQuote(line);
  return needsShell ? { shellLine: line } : { argv: plain };
}

function hasOpenQuote(line: string): boolean {
  return /['"]/u.test(line.replace(/'[^']*'|"[^"]*"/gu, ''));
}
