// Each folder of redflag/ is a test; README-red-flags.md says what stands in one. A new one needs no code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCritic } from '../../src/agents/critic/create-critic.ts';
import { RED_FLAGGER_TYPES } from '../../src/config/file/red-flagger.ts';
import { answerFlags as answerFlagsOf } from '../../src/engine/maker/redflag/answer-flags.ts';
import { redFlagRules } from '../../src/domains/redflags/red-flag-rules.ts';
import { RULE_TABLE } from '../../src/domains/redflags/rule-table.ts';
import type { RedFlag } from '../../src/engine/maker/red-flag.ts';
import type { StepBrief } from '../../src/engine/maker/step.ts';
import type { ProposeRequest, RawAnswer, Role } from '../../src/engine/ports/microagent.ts';
import { installPackages } from '../support/installed-packages.ts';
import { codeFixture, place, signal, silent, stepOf } from '../support/code-fixture.ts';

interface Scenario {
  /** The rules that flag it, in their order; none: it is a vote. */
  readonly flags?: readonly string[];
  /** What a person must say yes to; a part of each sentence. */
  readonly person?: readonly string[];
  readonly says?: string;
  readonly shows?: string;
  /** Packages of this project that the repository has installed. */
  readonly installed?: readonly string[];
  readonly red_flaggers?: readonly Record<string, never>[];
  readonly role?: Role;
  readonly step?: Partial<StepBrief>;
  /** What the provider said of the answer. */
  readonly output_tokens?: number;
  readonly finish?: RawAnswer['finish']['unified'];
  /** What a critic says. */
  readonly critique?: string;
}

const FOLDER = join(import.meta.dirname, 'redflag');
const NAMES = readdirSync(FOLDER).sort();
const TRIVIAL = {
  'package.json': '{"type": "module", "scripts": {"test": "node --test"}}\n',
  'all.test.js': "import test from 'node:test';\ntest('stands', () => {});\n",
};

const read = (...parts: string[]): string => readFileSync(join(FOLDER, ...parts), 'utf8');
const scenarioOf = (name: string) => JSON.parse(read(name, 'scenario.json')) as Scenario;

function filesOf(name: string): Record<string, string> {
  const root = join(FOLDER, name, 'files');
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

function rawAnswer(text: string, { output_tokens: output = 0, finish = 'stop' }: Scenario = {}): RawAnswer {
  return {
    ...{ text, agent: 'scripted', model: 'scripted', requestId: '1', choice: 0, latencyMs: 0 },
    finish: { unified: finish, raw: null },
    usage: { input: 0, output, cachedInput: 0 },
  };
}

interface Judged {
  readonly flags: readonly RedFlag[];
  readonly person: readonly string[];
}

/** The way of an answer: rules on the answer, the domain's reading with its rules, a critique. */
async function judge(name: string, scenario: Scenario): Promise<Judged> {
  const text = read(name, 'answer.md');
  const role = scenario.role ?? 'solver';
  const rules = redFlagRules({ redFlaggers: scenario.red_flaggers ?? [] });
  const early = answerFlagsOf(rawAnswer(text, scenario), { role, maxTokens: 4096, rules });
  if (early.length > 0 || role !== 'solver') return { flags: early, person: [] };
  const step = { ...stepOf([]), ...scenario.step };
  const reading = await readIn(name, text, { scenario, step });
  if (!reading.ok) return { flags: reading.flags, person: [] };
  const flags = scenario.critique === undefined ? [] : await criticised(text, step, scenario.critique);
  return { flags, person: reading.value.needsPerson };
}

async function readIn(name: string, text: string, { scenario, step }: { scenario: Scenario; step: StepBrief }) {
  const redFlaggers = scenario.red_flaggers ?? [];
  const { installed = [] } = scenario;
  const fixture = await codeFixture({ ...TRIVIAL, ...filesOf(name) }, { redFlaggers }, (root) =>
    installPackages(root, installed),
  );
  try {
    const { session } = fixture;
    for (let asked = await session.preflight(); asked.kind === 'needs-approval'; asked = await session.preflight())
      await fixture.approvals.add(asked.hash, asked.what);
    if (redFlaggers.some(({ type }) => type === 'tests')) await session.baseline(signal, silent);
    return await session.readAnswer(text, step, signal);
  } finally {
    await fixture.remove();
  }
}

async function criticised(text: string, step: StepBrief, said: string): Promise<readonly RedFlag[]> {
  const agent = { name: 'critic', propose: () => Promise.resolve(rawAnswer(said)) };
  const evidence = {
    ...{ goal: 'goal', step, place, files: [], failures: [], outline: [], feedback: [], notes: [] },
  };
  const request: ProposeRequest = {
    ...{ role: 'solver', stepId: '1', sampleIndex: 0, seed: '1', evidence, maxTokens: 100 },
  };
  return (await createCritic({ agent, maxTokens: 100 })({ request, text }, signal)).flags;
}

describe('red flags', () => {
  test.each(NAMES)('%s', async (name) => {
    const scenario = scenarioOf(name);
    const { flags, person } = await judge(name, scenario);
    expect(flags.map(({ rule }) => rule)).toEqual(scenario.flags ?? []);
    for (const { reason } of flags) expect(reason).toMatch(/^[^\n]+[.!]$/);
    if (scenario.says !== undefined) expect(flags[0]?.reason).toContain(scenario.says);
    if (scenario.shows !== undefined) expect(flags[0]?.evidence).toContain(scenario.shows);
    expect(person).toEqual((scenario.person ?? []).map((part) => expect.stringContaining(part) as string));
  });
});

describe('the table of rules', () => {
  const scenarios = NAMES.map(scenarioOf);
  // What only a journal of the session knows, and what belongs to other domains, has tests of its own.
  const elsewhere = new Set(['known-to-fail', 'legality', 'symlink', 'outside']);
  const rows = RULE_TABLE.filter(({ id }) => !elsewhere.has(id));

  test.each(rows.map(({ id, effect }) => [id, effect] as const))('has a scenario that %s is about', (id, effect) => {
    const about = scenarios.filter(({ flags = [], person = [] }) =>
      effect === 'person' ? person.length > 0 : flags.includes(id),
    );
    expect(about.length, `in ${dirname(FOLDER)}`).toBeGreaterThan(0);
  });

  test('has a scenario of a vote for each rule that can be set', () => {
    const votes = scenarios.filter(({ flags = [] }) => flags.length === 0);
    const set = new Set(votes.flatMap(({ red_flaggers: rules = [] }) => rules.map(({ type }) => String(type))));
    expect(RED_FLAGGER_TYPES.filter((type) => !set.has(type) && type !== 'legality')).toEqual([]);
  });

  test('names each rule that can be set, and no other', () => {
    const types = RULE_TABLE.map(({ type }) => type).filter((type) => type !== undefined);
    expect([...new Set(types)].sort()).toEqual([...RED_FLAGGER_TYPES].sort());
  });
});
