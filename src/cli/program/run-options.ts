import { InvalidArgumentError, type Command } from 'commander';
import { OFFERED_PROVIDERS, type ProviderName } from '../../protocol/providers.ts';
import type { RunOverrides } from '../../protocol/service.ts';
import { chance, oneOf, positiveNumber, wholeNumber } from './values.ts';

/** The flags of `addRunOptions` as commander names them. */
export interface RunFlags {
  readonly llmProvider?: NonNullable<RunOverrides['provider']>;
  readonly llmModel?: readonly string[];
  readonly apiKey?: string;
  readonly samples?: number;
  readonly k?: number;
  readonly votingRule?: NonNullable<RunOverrides['votingRule']>;
  readonly dissentSensitive?: boolean;
  readonly adaptiveK?: boolean;
  readonly targetSuccess?: number;
  readonly maxConcurrentLlm?: number;
  readonly maxConcurrentSteps?: number;
  readonly batch?: boolean;
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxCalls?: number;
  readonly maxMinutes?: number;
  readonly ask?: NonNullable<RunOverrides['ask']>;
  readonly onGate?: NonNullable<RunOverrides['onGate']>;
}

// Models of the editor are lent in the editor only.
const OFFERED: readonly ProviderName[] = OFFERED_PROVIDERS.filter((name) => name !== 'vscode-lm');
const provider = oneOf(OFFERED, ['simulated', 'replay']);

/** Adds the options that override configuration. */
export function addModelOptions(command: Command): Command {
  return command
    .option('--llm-provider <name>', OFFERED.join(', '), provider)
    .option('--llm-model <name>', 'model to ask; several, with commas, answer in turn', modelNames)
    .option(
      '--api-key <key>',
      'for --llm-provider, this once; - reads it (others may see your command lines)',
    )
    .option('--samples <n>', 'most valid votes of a race', wholeNumber(1))
    .option('--k <n>', 'lead that decides a race; under first-to-k, votes', wholeNumber(1))
    .option('--voting-rule <rule>', 'ahead-by-k or first-to-k', oneOf(['ahead-by-k', 'first-to-k']))
    .option('--dissent-sensitive', 'demand more votes once votes dissent')
    .option('--max-concurrent-llm <n>', 'model calls at a time', wholeNumber(1))
    .option('--max-usd <amount>', 'stop before spending more', positiveNumber)
    .option('--max-tokens <n>', 'stop before using more tokens', wholeNumber(1))
    .option('--max-calls <n>', 'stop before asking more often', wholeNumber(1))
    .option('--max-minutes <n>', 'stop before taking longer', positiveNumber);
}

/** Adds the options of whole sessions: those of models, and how people take part. */
export function addRunOptions(command: Command): Command {
  return addModelOptions(command)
    .option('--adaptive-k', 'let k follow what the run has shown')
    .option('--target-success <chance>', 'chance of success wanted of the run, such as 0.99', chance)
    .option('--batch', 'ask in batches: half the price, answers within a day')
    .option('--max-concurrent-steps <n>', 'independent steps at a time', wholeNumber(1))
    .option('--ask <when>', 'every, doubtful or never', oneOf(['every', 'doubtful', 'never']))
    .option('--on-gate <what>', 'pause, skip or fail when nobody is there', oneOf(['pause', 'skip', 'fail']));
}

/** Reads one or several names, and adds them to those of the option's earlier mentions. */
function modelNames(text: string, before: readonly string[] = []): readonly string[] {
  // `p=0.9,v=0.97` describes one simulated model.
  const names = text.includes('=') ? [text] : text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('Write the name of a model, or several with commas.');
  return [...before, ...names];
}

function modelsOf(names: readonly string[] = []): Pick<RunOverrides, 'model' | 'models'> {
  return names.length > 1 ? { models: names } : { model: names[0] };
}

/** Returns the overrides that the flags ask for. */
export function overridesOf(flags: RunFlags): RunOverrides {
  return {
    provider: flags.llmProvider,
    ...modelsOf(flags.llmModel),
    samples: flags.samples,
    k: flags.k,
    votingRule: flags.votingRule,
    dissentSensitive: flags.dissentSensitive,
    adaptiveK: flags.adaptiveK,
    targetSuccess: flags.targetSuccess,
    maxConcurrentLlm: flags.maxConcurrentLlm,
    maxConcurrentSteps: flags.maxConcurrentSteps,
    batch: flags.batch,
    maxUsd: flags.maxUsd,
    maxTokens: flags.maxTokens,
    maxCalls: flags.maxCalls,
    maxMinutes: flags.maxMinutes,
    ask: flags.ask,
    onGate: flags.onGate,
  };
}
