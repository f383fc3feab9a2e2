import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../engine/error.ts';
import { configuredDomains } from './configured-domains.ts';
import { configurationJsonSchemaText } from './file/json-schema.ts';
import { loadSettings, type LoadSettingsOptions } from './load-settings.ts';
import { overrideSettings } from './override-settings.ts';
import { shippedRoot } from './sources/shipped-root.ts';

let base: string;
let repoPath: string;
let env: Record<string, string>;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'microfactory-config-'));
  repoPath = join(base, 'repo');
  env = { MICROFACTORY_HOME: join(base, 'home') };
  mkdirSync(repoPath);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const full = join(base, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function load(options: LoadSettingsOptions = {}) {
  return loadSettings({ repoPath, env, newSeed: () => 'seed', ...options });
}

function failure(options: LoadSettingsOptions = {}): MicrofactoryError {
  try {
    load(options);
  } catch (error) {
    if (error instanceof MicrofactoryError) return error;
    throw error;
  }
  throw new Error('it should have been refused');
}

describe('settings without any file', () => {
  it('are the defaults that the shipped file shows', () => {
    const shipped = load({ configPath: join(shippedRoot(), 'microfactory.yaml') });
    expect(shipped.settings).toEqual(load().settings);
    expect(load().configFile).toBeNull();
  });

  it('vote ahead by 3 among at most 10 samples', () => {
    expect(load().settings.roles.solver).toMatchObject({ k: 3, samples: 10 });
  });

  it.each([
    [
      {},
      'offline',
      'Using offline repair (no model), because neither OPENAI_API_KEY nor ANTHROPIC_API_KEY is set; choose another with --llm-provider.',
    ],
    [
      { OPENAI_API_KEY: 'x' },
      'openai',
      'Using openai, because OPENAI_API_KEY is set; choose another with --llm-provider.',
    ],
    [
      { ANTHROPIC_API_KEY: 'x', OPENAI_API_KEY: ' ' },
      'anthropic',
      'Using anthropic, because ANTHROPIC_API_KEY is set; choose another with --llm-provider.',
    ],
  ])('with keys %j they take the provider that has one, and say so', (keys, provider, warning) => {
    const { settings, warnings } = load({ env: { ...env, ...keys } });
    expect(settings.roles.solver.provider).toBe(provider);
    expect(warnings).toEqual([warning]);
  });
});

describe('precedence', () => {
  const yaml = [
    'domains:',
    '  code:',
    '    k: 4',
    '    samples: 12',
    '    provider: openai',
    '    model: of-domain',
    '    agents:',
    '      solver: { k: 5, model: of-role }',
  ].join('\n');

  it('a flag wins over the role, the role over the domain, the domain over the default', () => {
    write('repo/microfactory.yaml', yaml);
    expect(load().settings.roles.solver).toMatchObject({ k: 5, samples: 12, model: 'of-role' });
    expect(load().settings.roles.decomposition).toMatchObject({ k: 1, samples: 3, model: 'of-domain' });
    const flags = load({ overrides: { k: 2, model: 'of-flag' } }).settings.roles;
    expect(flags.solver).toMatchObject({ k: 2, samples: 12, model: 'of-flag' });
    expect(flags.decomposition.model).toBe('of-flag');
  });

  it('another provider by flag does not inherit the model of the configured one', () => {
    write('repo/microfactory.yaml', yaml);
    const { roles } = load({ overrides: { provider: 'anthropic' } }).settings;
    expect(roles.solver).toMatchObject({ provider: 'anthropic', model: 'claude-sonnet-5-5' });
  });

  it("a workspace's file wins over the user's own, which fills up what it leaves out", () => {
    write(
      'home/config.yaml',
      'ask: every\nmax_concurrent_llm: 9\ndomains: { code: { k: 2, min_words: 3 } }\n',
    );
    write('repo/.microfactory/microfactory.yaml', 'domains: { code: { k: 4 } }\n');
    const { settings, configFile } = load();
    expect(settings).toMatchObject({ ask: 'every', maker: { maxConcurrentLlm: 9, minWords: 3 } });
    expect(settings.roles.solver.k).toBe(4);
    expect(configFile).toBe(join(repoPath, '.microfactory', 'microfactory.yaml'));
  });

  it('--config replaces the file of the workspace', () => {
    write('repo/microfactory.yaml', 'domains: { code: { k: 4 } }\n');
    const configPath = write(
      'other.yaml',
      'on_gate: fail\nbase_urls: { compatible: "http://127.0.0.1:1/v1" }\n',
    );
    const { settings, configFile } = load({ configPath });
    expect(settings.roles.solver.k).toBe(3);
    expect(settings).toMatchObject({ onGate: 'fail', baseUrls: { compatible: 'http://127.0.0.1:1/v1' } });
    expect(configFile).toBe(configPath);
  });

  it('base URLs come from the environment where no file of the user names one', () => {
    expect(load({ env: { ...env, OPENAI_BASE_URL: 'http://a/v1' } }).settings.baseUrls).toEqual({
      openai: 'http://a/v1',
      'openai-responses': 'http://a/v1',
      compatible: 'http://a/v1',
    });
  });

  it('a domain of configuration takes over what it does not say from the one it extends', () => {
    write(
      'repo/microfactory.yaml',
      'domains:\n  code: { k: 4, verifier: npm test }\n  docs: { extends: code, k: 2, description: Docs. }\n',
    );
    const { settings } = load({ overrides: { domain: 'docs' } });
    expect(settings).toMatchObject({ domain: 'docs', basis: 'code', verifier: { argv: ['npm', 'test'] } });
    expect(settings.roles.solver.k).toBe(2);
    expect(configuredDomains({ repoPath, env })).toEqual([
      { name: 'code', basis: 'code', module: undefined, description: undefined },
      { name: 'analysis', basis: 'analysis', module: undefined, description: undefined },
      { name: 'hanoi', basis: 'hanoi', module: undefined, description: undefined },
      { name: 'multiplication', basis: 'multiplication', module: undefined, description: undefined },
      { name: 'docs', basis: 'code', module: undefined, description: 'Docs.' },
    ]);
  });

  it("a face's settings hold where no file and no flag says anything", () => {
    const defaults = {
      domain: 'small',
      provider: 'anthropic',
      model: 'claude-x',
      samples: 9,
      k: 2,
      maxUsd: 4,
      ask: 'every',
      maxConcurrentSteps: 5,
      baseUrls: { anthropic: 'https://face/v1' },
    } as const;
    env['ANTHROPIC_BASE_URL'] = 'https://environment';
    const file = 'version: 1\ndomains: { small: { description: d }, code: {} }\n';
    write('repo/microfactory.yaml', file);
    const { settings, warnings } = load({ defaults });
    expect(settings).toMatchObject({
      domain: 'small',
      ask: 'every',
      budget: { maxUsd: 4 },
      maker: { maxConcurrentSteps: 5 },
      baseUrls: { anthropic: 'https://face/v1' },
      roles: {
        solver: { provider: 'anthropic', model: 'claude-x', samples: 9, k: 2 },
        decomposition: { provider: 'anthropic', model: 'claude-x', samples: 3 },
      },
    });
    expect(warnings).toEqual([]);
  });

  it("every file and every flag wins over a face's settings", () => {
    const defaults = {
      provider: 'anthropic',
      model: 'claude-x',
      samples: 9,
      maxUsd: 4,
      ask: 'every',
    } as const;
    const yaml = 'provider: openai, samples: 7';
    write('repo/microfactory.yaml', `version: 1\nbudget: { max_usd: 3 }\ndomains: { code: { ${yaml} } }\n`);
    const { settings } = load({ defaults, overrides: { ask: 'never', samples: 8 } });
    expect(settings).toMatchObject({ ask: 'never', budget: { maxUsd: 3 } });
    // The model that was set together with another provider is not asked of this one.
    expect(settings.roles.solver).toMatchObject({ provider: 'openai', model: 'gpt-4.1-mini', samples: 8 });
  });

  it('a template is looked for beside the file that names it', () => {
    write('repo/.microfactory/prompts/s.hbs', 'x');
    write(
      'repo/.microfactory/microfactory.yaml',
      'domains: { code: { agents: { solver: { prompt_template: prompts/s.hbs } } } }\n',
    );
    expect(load().settings.roles.solver).toMatchObject({
      promptTemplate: 'prompts/s.hbs',
      templateRoot: join(repoPath, '.microfactory'),
    });
  });

  it('a template may be the text itself', () => {
    write(
      'repo/microfactory.yaml',
      'domains: { code: { agents: { solver: { prompt_template: "Do {{goal}}" } } } }\n',
    );
    const { solver } = load().settings.roles;
    expect(solver.promptTemplate).toBe('Do {{goal}}');
    expect(solver).not.toHaveProperty('templateRoot');
  });
});

interface Refusal {
  readonly what: string;
  readonly yaml?: string;
  readonly options?: LoadSettingsOptions;
  readonly says: string;
}

const REFUSED: readonly Refusal[] = [
  {
    what: 'approval policy of a workspace',
    yaml: 'version: 1\nask: never\n',
    says: "microfactory.yaml:2: ask is refused in a workspace's file, because a repository does not decide what a person is asked; move it to ~/.microfactory/config.yaml or use --ask.",
  },
  {
    what: 'gate policy of a workspace',
    yaml: 'on_gate: skip\n',
    says: "microfactory.yaml:1: on_gate is refused in a workspace's file, because a repository does not decide what a gate does; move it to ~/.microfactory/config.yaml or use --on-gate.",
  },
  {
    what: 'base URL of a workspace',
    yaml: '\nbase_urls: { openai: "https://evil.example/v1" }\n',
    says: "microfactory.yaml:2: base_urls is refused in a workspace's file, because a repository does not decide where keys are sent; move it to ~/.microfactory/config.yaml or use OPENAI_BASE_URL.",
  },
  {
    what: 'quotas of a workspace',
    yaml: 'storage: { keep_days: 1 }\n',
    says: "microfactory.yaml:1: storage is refused in a workspace's file, because a repository does not decide what is kept; move it to ~/.microfactory/config.yaml or use --keep-days.",
  },
  {
    what: 'prices of a workspace',
    yaml: 'prices: { openai: { gpt-5: { input: 0, output: 0 } } }\n',
    says: "microfactory.yaml:1: prices is refused in a workspace's file, because a repository does not decide what a budget is counted in; move it to ~/.microfactory/config.yaml or use --max-tokens.",
  },
  {
    what: 'telemetry of a workspace',
    yaml: 'telemetry: { otlp: https://collector.example.org }\n',
    says: "microfactory.yaml:1: telemetry is refused in a workspace's file, because a repository does not decide who is told what models are asked; move it to ~/.microfactory/config.yaml or use MICROFACTORY_OTEL.",
  },
  {
    what: 'a bad number',
    yaml: 'domains:\n  code:\n    k: none\n',
    says: 'microfactory.yaml:3: domains.code.k must be a whole number of at least 1; write k: 3.',
  },
  {
    what: 'too few samples',
    yaml: 'domains:\n  code:\n    samples: 2\n',
    says: "microfactory.yaml:3: domains.code.samples: a lead of 3 can't be reached with 2 samples; write samples: 7.",
  },
  {
    what: 'too large a k',
    yaml: 'domains:\n  code:\n    agents:\n      solver:\n        k: 11\n',
    says: "microfactory.yaml:5: domains.code.agents.solver.k: a lead of 11 can't be reached with 10 samples; write samples: 23.",
  },
  {
    what: 'too few samples by flag',
    options: { overrides: { samples: 2 } },
    says: "For the solver, a lead of 3 can't be reached with 2 samples: use --samples 7, or a smaller --k.",
  },
  {
    what: 'too large a k by flag',
    options: { overrides: { k: 11 } },
    says: "For the solver, a lead of 11 can't be reached with 10 samples: use --samples 23, or a smaller --k.",
  },
  {
    what: 'bounds of k that exclude each other',
    yaml: 'domains:\n  code:\n    k_min: 7\n    k_max: 5\n',
    says: "microfactory.yaml:4: domains.code.k_max: k can't be at least 7 and at most 5; write k_max: 7, or more.",
  },
  {
    what: 'a least k above the largest that holds by default',
    yaml: 'domains:\n  code:\n    k_min: 11\n',
    says: "microfactory.yaml:3: domains.code.k_min: k can't be at least 11 and at most 10; write k_max: 11, or more.",
  },
  {
    what: 'a success that is certain',
    yaml: 'domains:\n  code:\n    target_success: 1\n',
    says: 'microfactory.yaml:3: domains.code.target_success must be a number between 0 and 1; write target_success: 0.99.',
  },
  {
    what: 'unknown domain by flag',
    yaml: 'domains:\n  docs: { k: 2 }\n',
    options: { overrides: { domain: 'cod' } },
    says: 'There is no domain cod: choose code, analysis, hanoi, multiplication, docs, or add domains.cod to microfactory.yaml.',
  },
  {
    what: 'unknown default domain',
    yaml: 'default_domain: towers\n',
    says: 'There is no domain towers: choose code, analysis, hanoi, multiplication, or add domains.towers to microfactory.yaml.',
  },
  {
    what: 'unknown domain extended',
    yaml: 'default_domain: docs\ndomains:\n  docs:\n    extends: cdoe\n',
    says: 'microfactory.yaml:4: domains.docs.extends names cdoe, which is not among code, analysis, hanoi, multiplication, docs; write extends: code.',
  },
  {
    what: 'circle of domains',
    yaml: 'default_domain: a\ndomains:\n  a: { extends: b }\n  b: { extends: a }\n',
    says: 'microfactory.yaml:4: domains.b.extends goes round in a circle (a → b → a); write extends: code.',
  },
  {
    what: 'compatible without model',
    options: { overrides: { provider: 'compatible' } },
    says: 'The provider compatible needs the name of a model: add --llm-model, or model: in the domain of microfactory.yaml.',
  },
  {
    what: 'missing --config',
    options: { configPath: 'nowhere.yaml' },
    says: 'There is no configuration file nowhere.yaml: check the path after --config.',
  },
  {
    what: 'missing template',
    yaml: 'domains:\n  code:\n    agents:\n      solver:\n        prompt_template: gone.hbs\n',
    says: "microfactory.yaml:5: domains.code.agents.solver.prompt_template names gone.hbs, which is not there; create <base>/repo/gone.hbs or write the template's text.",
  },
  {
    what: 'template outside',
    yaml: 'domains:\n  code:\n    agents:\n      solver:\n        prompt_template: ../outside.hbs\n',
    says: 'microfactory.yaml:5: domains.code.agents.solver.prompt_template names ../outside.hbs, which is outside the workspace; move the template into it.',
  },
  {
    what: 'template outside through a link',
    yaml: 'domains:\n  code:\n    agents:\n      solver:\n        prompt_template: link.hbs\n',
    says: 'microfactory.yaml:5: domains.code.agents.solver.prompt_template names link.hbs, which is outside the workspace; move the template into it.',
  },
];

describe('what is refused', () => {
  it.each(REFUSED)('$what', ({ yaml, options, says }) => {
    write('outside.hbs', 'secret');
    symlinkSync(join(base, 'outside.hbs'), join(repoPath, 'link.hbs'));
    if (yaml !== undefined) write('repo/microfactory.yaml', yaml);
    const error = failure(options);
    expect(['configuration', 'usage']).toContain(error.code);
    expect(error.message.replaceAll(base, '<base>')).toBe(says);
  });

  it('names all problems of a file in its data', () => {
    write('repo/microfactory.yaml', 'ask: never\non_gate: skip\n');
    expect(failure().data['problems']).toHaveLength(2);
  });
});

describe('voting', () => {
  it('is by domain, a flag wins, and what a face says comes last', () => {
    write(
      'repo/microfactory.yaml',
      'domains: { code: { voting_rule: first-to-k, dissent_sensitive: true, target_success: 0.9, k_min: 2, k_max: 6 } }\n',
    );
    const face = { dissentSensitive: false, targetSuccess: 0.5, adaptiveK: true };
    expect(load({ defaults: face }).settings.maker).toMatchObject({
      votingRule: 'first-to-k',
      dissentSensitive: true,
      adaptiveK: true,
      targetSuccess: 0.9,
      kMin: 2,
      kMax: 6,
    });
    const flags = { votingRule: 'ahead-by-k', targetSuccess: 0.999, adaptiveK: false } as const;
    expect(load({ defaults: face, overrides: flags }).settings.maker).toMatchObject(flags);
  });

  it('has no least k of its own: adaptive k never falls below the k of the solver', () => {
    expect(load().settings.maker).not.toHaveProperty('kMin');
    expect(load().settings.maker).toMatchObject({ votingRule: 'ahead-by-k', targetSuccess: 0.99, kMax: 10 });
  });
});

describe('settings of a resumed session', () => {
  it('change only where the resume says so', () => {
    const frozen = load().settings;
    expect(overrideSettings(frozen, {})).toEqual(frozen);
    const changed = overrideSettings(frozen, { k: 2, provider: 'openai', ask: 'every', maxUsd: 1 });
    expect(changed.roles.solver).toMatchObject({ k: 2, provider: 'openai', model: 'gpt-4.1-mini' });
    expect(changed).toMatchObject({ ask: 'every', seed: 'seed', budget: { maxUsd: 1 } });
    expect(() => overrideSettings(frozen, { k: 11 })).toThrow(/use --samples 23/u);
  });
});

describe('the ladder of a step without a decision', () => {
  it('has all its rungs unless configuration says otherwise', () => {
    expect(load().settings.maker.escalation).toEqual({
      rungs: ['paraphrase', 'model', 'distinguish', 'split', 'person'],
      doubtful: false,
      repeats: 5,
      models: [],
    });
    write(
      'repo/microfactory.yaml',
      'domains: { code: { escalation: { rungs: [model, person], votes: 4, doubtful: true, models: [{ model: m }] } } }\n',
    );
    expect(load().settings.maker.escalation).toEqual({
      rungs: ['model', 'person'],
      votes: 4,
      doubtful: true,
      repeats: 5,
      models: [{ model: 'm' }],
    });
  });

  it('is not the chain of models that stand in, which a role says before its domain does', () => {
    const chain = 'fallback: [{ provider: openai, model: a }, { provider: anthropic, model: b }]';
    const own = 'agents: { decomposition: { fallback: [{ provider: ollama, model: c }] } }';
    write('repo/microfactory.yaml', `domains: { code: { ${chain}, ${own} } }\n`);
    const { roles } = load().settings;
    expect(roles.solver.fallback).toEqual([
      { provider: 'openai', model: 'a' },
      { provider: 'anthropic', model: 'b' },
    ]);
    expect(roles.decomposition.fallback).toEqual([{ provider: 'ollama', model: 'c' }]);
    write('repo/microfactory.yaml', 'domains: { code: { fallback: [{ provider: openai }] } }\n');
    expect(failure().message).toMatch(/fallback/u);
  });

  it('has no rung of another name', () => {
    write('repo/microfactory.yaml', 'domains: { code: { escalation: { rungs: [guess] } } }\n');
    expect(failure().message).toMatch(/must be paraphrase, model, distinguish, split or person/u);
  });
});

describe('the share of red flags that is told of', () => {
  it('is that of the nearest section, and of the method where none says it', () => {
    expect(load().settings.maker.redFlagAlarmShare).toBeUndefined();
    write(
      'repo/microfactory.yaml',
      'domains: { code: { red_flag_alarm_share: 0.6 }, own: { extends: code } }\n',
    );
    expect(load({ overrides: { domain: 'own' } }).settings.maker.redFlagAlarmShare).toBe(0.6);
  });

  it.each(['0', '1', '1.5', 'most'])('is refused as %s with one sentence', (value) => {
    write('repo/microfactory.yaml', `domains: { code: { red_flag_alarm_share: ${value} } }\n`);
    expect(failure().message).toMatch(
      /red_flag_alarm_share must be a number between 0 and 1; write red_flag_alarm_share: 0\.8\.$/u,
    );
  });
});

describe('the shipped schema', () => {
  it('is the one that the reader uses', () => {
    const shipped = readFileSync(join(shippedRoot(), 'schemas', 'microfactory.schema.json'), 'utf8');
    expect(shipped).toBe(configurationJsonSchemaText());
  });
});
