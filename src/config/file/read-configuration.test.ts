import { describe, expect, it } from 'vitest';
import { sentenceOf } from './problem.ts';
import { OFFERED_PROVIDERS } from '../../protocol/providers.ts';
import { readConfiguration } from './read-configuration.ts';

function problems(text: string): string[] {
  return readConfiguration(text, 'microfactory.yaml').problems.map(sentenceOf);
}

const BAD: readonly { readonly text: string; readonly says: readonly string[] }[] = [
  {
    text: 'domains:\n  code:\n    k: 0\n',
    says: ['microfactory.yaml:3: domains.code.k must be a whole number of at least 1; write k: 3.'],
  },
  {
    text: 'domains:\n  code:\n    k: "3"\n',
    says: ['microfactory.yaml:3: domains.code.k must be a whole number of at least 1; write k: 3.'],
  },
  {
    text: 'domains:\n  code:\n    k: 1.5\n',
    says: ['microfactory.yaml:3: domains.code.k must be a whole number of at least 1; write k: 3.'],
  },
  {
    text: 'domains:\n  code:\n    agents:\n      solver:\n        sample: 3\n',
    says: ['microfactory.yaml:5: domains.code.agents.solver.sample is not known here; write samples.'],
  },
  { text: 'domian: {}\n', says: ['microfactory.yaml:1: domian is not known here; write domains.'] },
  {
    text: 'zzzzzzzz: {}\n',
    says: [
      'microfactory.yaml:1: zzzzzzzz is not known here; write one of version, default_domain, max_concurrent_llm, max_concurrent_steps, request_timeout_seconds, idle_timeout_seconds, ask, on_gate, base_urls, prices, programs, budget, record_exchanges, telemetry, storage, domains.',
    ],
  },
  {
    text: 'domains:\n  code:\n    red_flaggers:\n      - type: lenght\n        max_tokens: 3\n',
    says: [
      'microfactory.yaml:4: domains.code.red_flaggers[0].type must be length, forbids, requires, syntax, granularity, stub, legality, typecheck, lint, tests, command or llm_critique, in a red flagger such as { type: length, max_tokens: 750 }.',
    ],
  },
  {
    text: 'domains:\n  code:\n    red_flaggers:\n      - type: length\n        max_token: 3\n',
    says: [
      'microfactory.yaml:4: domains.code.red_flaggers[0].max_tokens must be a whole number of at least 1; write max_tokens: 750.',
      'microfactory.yaml:5: domains.code.red_flaggers[0].max_token is not known here; write max_tokens.',
    ],
  },
  {
    text: 'domains:\n  code:\n    red_flaggers: length\n',
    says: [
      'microfactory.yaml:3: domains.code.red_flaggers must be a list; write red_flaggers: [{ type: length, max_tokens: 750 }].',
    ],
  },
  {
    text: 'domains:\n  code:\n    verifier: []\n',
    says: [
      'microfactory.yaml:3: domains.code.verifier must be a command or a list of words; write verifier: npm test.',
    ],
  },
  {
    text: 'domains:\n  code:\n    verifier: ["npm", 3]\n',
    says: [
      'microfactory.yaml:3: domains.code.verifier must be a command or a list of words; write verifier: npm test.',
    ],
  },
  {
    text: 'domains:\n  code:\n    verifier: ""\n',
    says: [
      'microfactory.yaml:3: domains.code.verifier must be a command or a list of words; write verifier: npm test.',
    ],
  },
  {
    text: 'domains:\n  code:\n    verifier: { a: 1 }\n',
    says: [
      'microfactory.yaml:3: domains.code.verifier must be a command or a list of words; write verifier: npm test.',
    ],
  },
  {
    text: 'domains:\n  code:\n    agents:\n      solver: gpt\n',
    says: [
      'microfactory.yaml:4: domains.code.agents.solver must be a section with keys of its own, indented under solver:.',
    ],
  },
  {
    text: 'domains:\n  code:\n    agents:\n      solver:\n        prompt_template: " "\n',
    says: [
      'microfactory.yaml:5: domains.code.agents.solver.prompt_template must be the path of a template or its text; write prompt_template: templates/solver.hbs.',
    ],
  },
  {
    text: 'domains:\n  code:\n    agents:\n      solver:\n        model: ""\n',
    says: [
      'microfactory.yaml:5: domains.code.agents.solver.model must be the name of a model; write model: gpt-5-mini.',
    ],
  },
  {
    text: 'domains:\n  code:\n    agents:\n      solver:\n        provider: opneai\n',
    says: [
      `microfactory.yaml:5: domains.code.agents.solver.provider must be ${OFFERED_PROVIDERS.slice(0, -1).join(', ')} or offline; write provider: openai.`,
    ],
  },
  {
    text: 'domains:\n  code:\n    temperature: 3\n',
    says: [
      'microfactory.yaml:3: domains.code.temperature must be a number from 0 to 2; write temperature: 0.1.',
    ],
  },
  {
    text: 'domains: [code]\n',
    says: [
      'microfactory.yaml:1: domains must be a section with one key per domain; write domains: { code: { verifier: npm test } }.',
    ],
  },
  {
    text: 'domains:\n  code:\n',
    says: ['microfactory.yaml:2: domains.code must be a section with keys of its own, indented under code:.'],
  },
  {
    text: 'version: 2\n',
    says: ['microfactory.yaml:1: version must be 1, the only version there is; write version: 1.'],
  },
  {
    text: 'ask: always\n',
    says: ['microfactory.yaml:1: ask must be every, doubtful or never; write ask: doubtful.'],
  },
  {
    text: 'budget:\n  max_usd: -1\n',
    says: ['microfactory.yaml:2: budget.max_usd must be a number above 0; write max_usd: 5.'],
  },
  {
    text: 'storage:\n  keep_days: 0\n  max_size: 2 gigabytes\n',
    says: [
      'microfactory.yaml:2: storage.keep_days must be a whole number of at least 1; write keep_days: 30.',
      'microfactory.yaml:3: storage.max_size must be a size such as 500MB or 2GB; write max_size: 2GB.',
    ],
  },
  {
    text: 'base_urls:\n  openai: file:///etc/passwd\n',
    says: [
      'microfactory.yaml:2: base_urls.openai must be a URL that begins with http:// or https://; write openai: https://models.example.org/v1.',
    ],
  },
  {
    text: '- a\n',
    says: ['microfactory.yaml:1: must hold keys with values; write version: 1 to begin with.'],
  },
  {
    text: 'just text\n',
    says: ['microfactory.yaml:1: must hold keys with values; write version: 1 to begin with.'],
  },
  {
    text: 'domains:\n  code:\n   k: 3\n  k: [\n',
    says: [
      'microfactory.yaml:5: is not YAML: flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
  },
  { text: 'ask: never\nask: every\n', says: ['microfactory.yaml:2: is not YAML: map keys must be unique.'] },
  {
    text: 'max_concurrent_llm: 0\nbudget:\n  max_calls: 0\n',
    says: [
      'microfactory.yaml:1: max_concurrent_llm must be a whole number of at least 1; write max_concurrent_llm: 4.',
      'microfactory.yaml:3: budget.max_calls must be a whole number of at least 1; write max_calls: 1000.',
    ],
  },
];

describe('reading microfactory.yaml', () => {
  it.each(BAD)('says file, line and what to write for $text', ({ text, says }) => {
    expect(problems(text)).toEqual(says);
  });
});
