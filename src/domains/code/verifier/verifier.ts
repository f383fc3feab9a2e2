import type { TestRunner } from '../runners/test-runner.ts';
import type { ScriptCommand } from './script-words.ts';

/** What proves the work: the command as the user runs it, and the test framework behind it. */
export interface Verifier {
  readonly command: { readonly argv: readonly string[] } | { readonly shellLine: string };
  /** The command as people write it: `npm test`. */
  readonly shown: string;
  /** For package scripts: what the script says. */
  readonly script?: string;
  readonly runner: TestRunner['name'];
  /** The single command that starts the framework, when the script is no more than that. */
  readonly direct?: ScriptCommand;
  /** Where it came from: `the configuration`, `package.json`, `go.mod`, … */
  readonly from: string;
}
