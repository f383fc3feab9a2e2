import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../engine/maker/evidence.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import type { LineCoverage, TestBench, Trial } from '../../engine/ports/test-bench.ts';
import { createSearchAgent } from './index.ts';

const SOURCE = `export function clamp(value, low, high) {
  if (value < low) return low;
  if (value < high) return high;
  return value;
}

export function twice(value) {
  return value * 2;
}
`;
const TARGET = 'clamp.test.js › clamps';
const signal = new AbortController().signal;

interface Stub {
  readonly passes: (text: string) => boolean;
  readonly fixed?: (text: string) => readonly string[];
  readonly verdict?: Trial['verdict'];
  readonly durationMs?: number;
  readonly coverage?: readonly LineCoverage[];
}

function benchOf(stub: Stub): TestBench & { readonly tried: string[] } {
  const tried: string[] = [];
  const ran = { tests: [TARGET], passed: false, lines: { 'clamp.js': [2, 3, 4] } };
  return {
    tried,
    targets: [TARGET],
    failures: [{ test: TARGET, file: 'clamp.test.js', message: '1 !== 9', frames: [] }],
    sources: ['clamp.js'],
    concurrency: 2,
    readText: (path) => Promise.resolve(path === 'clamp.js' ? SOURCE : "import { clamp } from './clamp.js';"),
    coverage: () => Promise.resolve(stub.coverage ?? [ran]),
    async try(changes) {
      const text = new TextDecoder().decode(changes[0]?.content ?? new Uint8Array());
      tried.push(text);
      // Later trials end sooner, so that the order of endings is not the order of candidates.
      await new Promise((resolve) => setTimeout(resolve, 3 - Math.min(3, tried.length % 4)));
      const passes = stub.passes(text);
      return {
        verdict: passes ? 'passes' : (stub.verdict ?? 'target-fails'),
        fixed: stub.fixed?.(text) ?? [TARGET],
        broken: [],
        durationMs: stub.durationMs ?? 1,
      };
    },
  };
}

function request(bench: TestBench | undefined, part: Partial<ProposeRequest> = {}): ProposeRequest {
  const step = {
    id: 's',
    title: '',
    description: '',
    kind: 'edit',
    depth: 1,
    promise: { kind: 'none' as const },
    mayBreak: [],
    files: [],
  };
  const place = { ancestors: [], index: 1, count: 1, siblings: [] };
  const evidence: Evidence = {
    goal: '',
    step,
    place,
    files: [],
    failures: [],
    outline: [],
    feedback: [],
    notes: [],
    ...(bench ? { bench } : {}),
  };
  return { role: 'solver', stepId: 's', sampleIndex: 0, seed: 'seed', maxTokens: 100, evidence, ...part };
}

const repairs = (text: string): boolean => text.includes('if (value > high)');

describe('the search agent', () => {
  it('answers with the edit that makes the tests pass, as search and replace', async () => {
    const answer = await createSearchAgent({ timeMs: 60_000 }).propose(
      request(benchOf({ passes: repairs })),
      signal,
    );
    expect(answer.text).toContain('path=clamp.js');
    expect(answer.text).toContain('  if (value < high) return high;');
    expect(answer.text).toContain('  if (value > high) return high;');
    expect(answer).toMatchObject({ agent: 'search', model: 'search', usage: { input: 0, output: 0 } });
  });

  it('tries places that the failing test ran and no others', async () => {
    const bench = benchOf({ passes: () => false });
    await createSearchAgent({ timeMs: 60_000 }).propose(request(bench), signal);
    expect(bench.tried.length).toBeGreaterThan(20);
    expect(bench.tried.every((text) => text.includes('return value * 2;'))).toBe(true);
  });

  it('is a function of seed, step and sample index', async () => {
    const passes = (text: string): boolean => text !== SOURCE && text.includes('high) return');
    const ask = (part: Partial<ProposeRequest>) =>
      createSearchAgent({ timeMs: 60_000 }).propose(request(benchOf({ passes }), part), signal);
    const [first, again] = [await ask({ sampleIndex: 3 }), await ask({ sampleIndex: 3 })];
    expect(again.text).toBe(first.text);
    expect(again.requestId).toBe(first.requestId);
    const others = await Promise.all(Array.from({ length: 8 }, (_, sampleIndex) => ask({ sampleIndex })));
    expect(new Set(others.map(({ requestId }) => requestId)).size).toBe(8);
  });

  it('is not swayed by which trial ends first', async () => {
    const order = async (): Promise<string> => {
      const answer = await createSearchAgent({ timeMs: 60_000 }).propose(
        request(benchOf({ passes: (text) => text.includes('return low') && text !== SOURCE })),
        signal,
      );
      return answer.text;
    };
    expect(await order()).toBe(await order());
  });

  it.each(['breaks-others', 'target-fails', 'broken', 'timed-out'] as const)(
    'never answers with an edit that %s',
    async (verdict) => {
      const bench = benchOf({ passes: () => false, verdict });
      const answer = await createSearchAgent({ timeMs: 60_000, maxTrials: 30 }).propose(
        request(bench),
        signal,
      );
      expect(answer.text).toBe('');
      expect(answer.noAnswer?.reason).toBe('budget-exhausted');
    },
  );

  it('ends at its trials and says what it tried', async () => {
    const bench = benchOf({ passes: () => false });
    const answer = await createSearchAgent({ timeMs: 60_000, maxTrials: 12 }).propose(request(bench), signal);
    expect(bench.tried.length).toBeLessThanOrEqual(13);
    expect(answer.noAnswer?.detail).toMatch(
      /^Tried 1[23] edits in \d+ places in clamp\.js; none made the tests pass, and the trials were used up\.$/,
    );
  });

  it('gives all samples of a step one span of time', async () => {
    const agent = createSearchAgent({ timeMs: 2_000 });
    const bench = benchOf({ passes: () => false, durationMs: 100 });
    const first = await agent.propose(request(bench), signal);
    expect(first.noAnswer?.detail).toContain("the step's 2 s were over");
    const before = bench.tried.length;
    expect(before).toBeLessThanOrEqual(42);
    await agent.propose(request(bench, { sampleIndex: 1 }), signal);
    expect(bench.tried.length).toBe(before);
    const said = request(bench, { sampleIndex: 2 });
    await agent.propose({ ...said, evidence: { ...said.evidence, feedback: ['try again'] } }, signal);
    expect(bench.tried.length).toBeGreaterThan(before);
  });

  it('prefers the edit that heals every failing test of its line', async () => {
    const other = 'clamp.test.js › clamps too';
    const coverage = [
      { tests: [TARGET], passed: false, lines: { 'clamp.js': [2, 3, 4] } },
      { tests: [other], passed: false, lines: { 'clamp.js': [2, 3, 4] } },
    ];
    const fits = (text: string): boolean => text.includes('if (value <= high)');
    const bench = benchOf({
      passes: (text) => fits(text) || repairs(text),
      fixed: (text) => (repairs(text) ? [TARGET, other] : [TARGET]),
      coverage,
    });
    const answer = await createSearchAgent({ timeMs: 60_000 }).propose(request(bench), signal);
    expect(answer.text).toContain('if (value > high)');
  });

  it('has nothing to say without tests to run, or in another role', async () => {
    const agent = createSearchAgent({ timeMs: 60_000 });
    expect((await agent.propose(request(undefined), signal)).noAnswer?.reason).toBe('nothing-to-search');
    expect(
      (await agent.propose(request(benchOf({ passes: repairs }), { role: 'decomposition' }), signal)).noAnswer
        ?.reason,
    ).toBe('nothing-to-search');
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const bench = benchOf({ passes: () => (abort.abort(), false) });
    await expect(
      createSearchAgent({ timeMs: 60_000 }).propose(request(bench), abort.signal),
    ).rejects.toThrow();
    expect(bench.tried.length).toBeLessThanOrEqual(2);
  });
});
