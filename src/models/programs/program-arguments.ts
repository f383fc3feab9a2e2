import { MODEL_OF_PROGRAM, type ProgramProvider } from '../../protocol/providers.ts';

const INSTRUCTION =
  'Answer the message with text alone. You have no tools, no files and nobody to ask: what matters stands in the message.';

/** The words after the program's name. The prompt is not among them: others on the machine can read arguments. */
const ARGUMENTS: Readonly<Record<ProgramProvider, (model: readonly string[]) => readonly string[]>> = {
  // https://developers.openai.com/codex/noninteractive, https://developers.openai.com/codex/cli/reference
  'codex-cli': (model) => [
    ...['exec', '--json', '--color', 'never', '--skip-git-repo-check', '--ephemeral'],
    ...['--sandbox', 'read-only'],
    // What it runs in its sandbox sees no key.
    ...['-c', 'shell_environment_policy.inherit=core'],
    ...model,
    '-',
  ],
  // https://code.claude.com/docs/en/cli-reference
  'claude-cli': (model) => [
    ...['-p', '--output-format', 'stream-json', '--verbose', '--no-session-persistence'],
    ...['--tools', '', '--strict-mcp-config', '--disable-slash-commands'],
    ...['--setting-sources', 'user', '--settings', '{"disableAllHooks":true}'],
    ...['--system-prompt', INSTRUCTION],
    ...model,
  ],
};

/** Returns the program's arguments for one answer without tools, told by a model's name or by what the program is set to. */
export function programArguments(provider: ProgramProvider, model: string): readonly string[] {
  return ARGUMENTS[provider](model === MODEL_OF_PROGRAM ? [] : ['--model', model]);
}
