import { MicrofactoryError } from '../../../engine/error.ts';
import type { Preflight } from '../../../engine/maker/domain.ts';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { Approvals } from '../../../engine/ports/approvals.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import type { CodeWorkbench } from '../../code/code-workbench.ts';
import { verifierPreflight } from '../../code/verifier/approval.ts';
import { verifierFiles } from '../../code/verifier/verifier-files.ts';
import type { Verifier } from '../../code/verifier/verifier.ts';
import { commandApproved } from '../../code/verify/command-promise.ts';
import type { RuleSettings } from '../red-flag-rule.ts';
import { settingsOf } from '../rule-settings.ts';
import { commandFlag } from '../rules/command.ts';
import { lintRegression, typeRegression } from '../rules/regressions.ts';
import { testRegression } from '../rules/test-regression.ts';
import { projectCheck } from './project-checks.ts';
import { withoutFolders } from './without-folders.ts';

export interface RunRulesOptions {
  readonly bench: CodeWorkbench;
  /** Absolute path of the folder that commands are approved for. */
  readonly folder: string;
  readonly approvals: Approvals;
}

/** What an answer makes of the accepted state. */
export interface ResultSeen {
  readonly from: TreeId;
  readonly tree: TreeId;
  readonly step: StepBrief;
  readonly paths: readonly string[];
}

interface OwnCommand {
  readonly type: 'typecheck' | 'lint' | 'command';
  readonly argv: readonly string[];
  readonly timeoutMs: number;
}

const MOST_RUNS = 60;
const TIMEOUT_SECONDS = 120;

/** The rules that run something in a copy of the project; equal results are run once. */
export class RunRules {
  readonly #options: RunRulesOptions;
  readonly #runs = new Map<string, Promise<CommandResult>>();
  #commands: Promise<readonly OwnCommand[]> | undefined;

  constructor(options: RunRulesOptions) {
    this.#options = options;
  }

  /** Returns what a person has to approve before the commands of the rules may run: one at a time. */
  async preflight(): Promise<Preflight> {
    const { folder, approvals } = this.#options;
    for (const command of await this.commands()) {
      if (await this.#approved(command)) continue;
      const preflight = await verifierPreflight({ verifier: asVerifier(command), folder, approvals });
      if (preflight.kind !== 'ready') return preflight;
    }
    return { kind: 'ready' };
  }

  /** Returns the files that the commands name: who changes them changes what is checked. */
  async files(): Promise<ReadonlySet<string>> {
    const { folder } = this.#options.bench.workspace;
    const all = (await this.commands()).map((command) => verifierFiles(asVerifier(command), folder));
    return new Set(all.flatMap((files) => [...files]));
  }

  /** Returns the red flags of the rules that are configured, in their order; the first rule that flags ends it. */
  async flags(seen: ResultSeen, signal: AbortSignal): Promise<readonly RedFlag[]> {
    for (const command of await this.commands()) {
      const flags = await this.#flagsOf(command, seen, signal);
      if (flags.length > 0) return flags;
    }
    return this.#testFlags(seen, signal);
  }

  /** Returns whether any rule has something to run. */
  async isNeeded(): Promise<boolean> {
    const runsTests = settingsOf(this.#options.bench.settings.redFlaggers, 'tests').length > 0;
    return runsTests || (await this.commands()).length > 0;
  }

  commands(): Promise<readonly OwnCommand[]> {
    this.#commands ??= this.#findCommands();
    return this.#commands;
  }

  async #findCommands(): Promise<readonly OwnCommand[]> {
    const { bench } = this.#options;
    const { redFlaggers } = bench.settings;
    const view = () => bench.view(bench.workspace.base);
    const found: OwnCommand[] = [];
    for (const type of ['typecheck', 'lint', 'command'] as const) {
      for (const settings of settingsOf(redFlaggers, type)) {
        const own = wordsOf(settings);
        const argv =
          own ??
          (type === 'command' ? undefined : await projectCheck(type, await view(), bench.workspace.userRoot));
        if (argv !== undefined) found.push({ type, argv, timeoutMs: timeoutOf(settings) });
      }
    }
    return found;
  }

  async #flagsOf(command: OwnCommand, seen: ResultSeen, signal: AbortSignal): Promise<RedFlag[]> {
    if (!(await this.#approved(command))) throw notApproved(command);
    const after = await this.#run(command, seen.tree, seen.paths, signal);
    if (command.type === 'command') return commandFlag(command.argv, after);
    const before = await this.#run(command, seen.from, seen.paths, signal);
    return command.type === 'lint' ? lintRegression({ before, after }) : typeRegression({ before, after });
  }

  async #testFlags({ from, tree, step }: ResultSeen, signal: AbortSignal): Promise<RedFlag[]> {
    const { bench } = this.#options;
    if (settingsOf(bench.settings.redFlaggers, 'tests').length === 0) return [];
    const before = await bench.reportOf(from, signal);
    const after = await bench.reportOf(tree, signal);
    return testRegression({ before, after, flaky: bench.flaky(), step });
  }

  #approved({ argv }: OwnCommand): Promise<boolean> {
    return commandApproved({ ...this.#options, argv });
  }

  // Where a run was ended from outside nothing is known of it: the next that asks runs it anew.
  async #run(
    command: OwnCommand,
    tree: TreeId,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const key = JSON.stringify([tree, command.argv]);
    const running = this.#runs.get(key) ?? this.#start(command, tree, paths, signal);
    this.#runs.set(key, running);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > MOST_RUNS && oldest !== undefined) this.#runs.delete(oldest);
    try {
      const result = await running;
      if (result.cancelled) this.#runs.delete(key);
      if (result.startFailure !== undefined) throw notStarted(command, result.startFailure);
      return result;
    } catch (error) {
      this.#runs.delete(key);
      throw error;
    }
  }

  #start(
    { argv, timeoutMs }: OwnCommand,
    tree: TreeId,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    return this.#options.bench.withScratch(tree, signal, async (scratch) => {
      const result = await scratch.run({ argv, timeoutMs, stdin: `${paths.join('\n')}\n` }, signal);
      const bare = (text: string): string => withoutFolders(text, [scratch.cwd, scratch.root]);
      return { ...result, stdout: bare(result.stdout), stderr: bare(result.stderr) };
    });
  }
}

function wordsOf({ command }: RuleSettings): readonly string[] | undefined {
  return Array.isArray(command) && command.length > 0 ? command.map(String) : undefined;
}

function timeoutOf({ timeout_seconds: seconds }: RuleSettings): number {
  return (typeof seconds === 'number' ? seconds : TIMEOUT_SECONDS) * 1000;
}

function asVerifier({ type, argv }: OwnCommand): Verifier {
  return {
    command: { argv },
    shown: argv.join(' '),
    runner: 'exit-status',
    from: `the red flagger ${type}`,
  };
}

function notApproved({ type, argv }: OwnCommand): MicrofactoryError {
  return new MicrofactoryError({
    code: 'verifier',
    message: `Nobody approved ${argv.join(' ')} of the red flagger ${type} for this folder: start a new session, which asks for it, or take the rule out of red_flaggers.`,
  });
}

function notStarted({ type, argv }: OwnCommand, why: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'verifier',
    message: `The red flagger ${type} could not run ${argv.join(' ')} (${why}): install it, or take the rule out of red_flaggers.`,
  });
}
