import type { Role } from '../engine/ports/microagent.ts';
import {
  HTTP_PROVIDER_NAMES,
  httpProvider,
  MODEL_OF_PROGRAM,
  type HttpProvider,
} from '../protocol/providers.ts';
import type { EscalationSettings, ProviderName, Settings } from './settings.ts';

/** What holds when nobody says otherwise; the shipped microfactory.yaml shows the same values, and a test says so. */
export const DEFAULT_DOMAIN = 'code';

/** Domains that exist without any configuration. */
export const BUILT_IN_DOMAINS: readonly string[] = ['code', 'analysis', 'hanoi', 'multiplication'];

export const DEFAULT_MODELS: Readonly<Record<ProviderName, string | undefined>> = {
  ...(Object.fromEntries(
    HTTP_PROVIDER_NAMES.map((provider) => [provider, httpProvider(provider).model]),
  ) as Record<HttpProvider, string | undefined>),
  // Which models an editor offers depends on what is installed in it.
  'vscode-lm': undefined,
  'codex-cli': MODEL_OF_PROGRAM,
  'claude-cli': MODEL_OF_PROGRAM,
  offline: 'search',
  simulated: 'simulated',
  replay: 'replay',
};

interface RoleDefaults {
  readonly promptTemplate: string;
  readonly samples: number;
  readonly k: number;
  readonly maxTokens: number;
  readonly temperature: number;
}

/** Templates are relative to the folder that holds the shipped microfactory.yaml. */
export const DEFAULT_ROLES: Readonly<Record<Role, RoleDefaults>> = {
  decomposition: {
    promptTemplate: 'templates/code/decomposition.hbs',
    samples: 3,
    k: 1,
    maxTokens: 4096,
    temperature: 0.1,
  },
  decomposition_discriminator: {
    promptTemplate: 'templates/code/decomposition_discriminator.hbs',
    samples: 7,
    k: 2,
    maxTokens: 1024,
    temperature: 0.1,
  },
  solver: {
    promptTemplate: 'templates/code/solver.hbs',
    samples: 10,
    k: 3,
    maxTokens: 4096,
    temperature: 0.1,
  },
  solution_discriminator: {
    promptTemplate: 'templates/code/solution_discriminator.hbs',
    samples: 7,
    k: 2,
    maxTokens: 1024,
    temperature: 0.1,
  },
};

/** The prompt of steps about code. */
export const DEFAULT_SOLVER_TEMPLATE = DEFAULT_ROLES.solver.promptTemplate;

/** Templates of built-in domains that ask otherwise than `code` does. */
export const DOMAIN_TEMPLATES: Readonly<Record<string, Readonly<Partial<Record<Role, string>>>>> = {
  analysis: {
    decomposition: 'templates/analysis/decomposition.hbs',
    decomposition_discriminator: 'templates/analysis/decomposition_discriminator.hbs',
    solver: 'templates/analysis/solver.hbs',
    solution_discriminator: 'templates/analysis/solution_discriminator.hbs',
  },
  hanoi: { solver: 'templates/hanoi/solver.hbs' },
  multiplication: {
    decomposition: 'templates/multiplication/decomposition.hbs',
    decomposition_discriminator: 'templates/multiplication/decomposition_discriminator.hbs',
    solver: 'templates/multiplication/solver.hbs',
  },
};

export const DEFAULT_ESCALATION: EscalationSettings = {
  rungs: ['paraphrase', 'model', 'distinguish', 'split', 'person'],
  doubtful: false,
  repeats: 5,
  models: [],
};

type Defaults = Omit<
  Settings,
  'domain' | 'basis' | 'roles' | 'seed' | 'dryRun' | 'verifier' | 'baseUrls' | 'budget'
>;

export const DEFAULTS: Defaults = {
  maker: {
    maxResamples: 8,
    maxAttempts: 3,
    votingRule: 'ahead-by-k',
    dissentSensitive: false,
    adaptiveK: false,
    targetSuccess: 0.99,
    kMax: 10,
    escalation: DEFAULT_ESCALATION,
    maxDecompositionDepth: 2,
    minWords: 8,
    humanRedFlagThreshold: 4,
    humanResampleThreshold: 4,
    humanLowMarginThreshold: 1,
    maxConcurrentLlm: 4,
    maxConcurrentSteps: 2,
  },
  ask: 'doubtful',
  onGate: 'pause',
  verifierTimeoutMs: 300_000,
  stepGranularity: { maxFiles: 3, maxLinesChanged: 80 },
  redFlaggers: [{ type: 'length', max_tokens: 750 }],
  evidenceTokens: 12_000,
  searchTimeMs: 60_000,
};
