import { expect, it } from 'vitest';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import { seededRandom, type Random } from '../../engine/ports/random.ts';
import { sessionSummary } from './session-summary.ts';
import { applyEntry, emptyView, followEntry, type SessionView } from './session-view.ts';
import { noCounts } from './state-counts.ts';
import { costOf, total } from './step-summary.ts';
import { isLeaf, isSolvedGraph } from './step-view.ts';

it.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'totals are what counting all steps again gives, whether ended steps are kept or forgotten (session %i)',
  (seed) => {
    const kept = emptyView();
    const forgetful = emptyView();
    let seq = 0;
    for (const event of randomSession(seed)) {
      seq += 1;
      const entry = { seq, at: seq * 10, event };
      applyEntry(kept, entry);
      followEntry(forgetful, entry);
      expect(kept.totals).toEqual(counted(kept));
    }
    expect(sessionSummary(forgetful)).toEqual(sessionSummary(kept));
    expect(kept.steps.size).toBeGreaterThan(20);
    expect(forgetful.steps.size).toBeLessThan(kept.steps.size);
  },
);

function counted(view: SessionView): SessionView['totals'] {
  const steps = [...view.steps.values()];
  const samples = steps.flatMap((step) => step.samples);
  const leaves = noCounts();
  for (const step of steps.filter(isLeaf)) leaves[step.state] += 1;
  const solved = steps.filter(({ graph }) => isSolvedGraph(graph));
  return {
    steps: steps.length,
    leaves,
    solved: { all: solved.length, accepted: solved.filter(({ state }) => state === 'accepted').length },
    samples: samples.length,
    valid: samples.filter(({ outcome }) => outcome === 'valid').length,
    flagged: samples.filter(({ outcome }) => outcome === 'flagged').length,
    modelCalls: samples.filter((sample) => sample.inputTokens + sample.outputTokens > 0).length,
    inputTokens: total(samples, ({ inputTokens }) => inputTokens),
    cachedInputTokens: total(samples, ({ cachedInputTokens = 0 }) => cachedInputTokens),
    outputTokens: total(samples, ({ outputTokens }) => outputTokens),
    costUsd: costOf(samples),
    ...(samples.length > 0 && { knownUsd: total(samples, ({ costUsd }) => costUsd ?? 0) }),
  };
}

/** Steps that are split, sampled, wait, are decided and end, in any order that a session may bring. */
function* randomSession(seed: number): Generator<JournalEvent> {
  const random = seededRandom('totals', seed);
  const live = ['task'];
  let count = 0;
  const added = (graph: string) => {
    count += 1;
    live.push(`s${count}`);
    return spec(`s${count}`, graph);
  };
  yield { type: 'session-started', id: 'a', kind: 'maker', settings: null, steps: [spec('task', 'session')] };
  for (let turn = 0; turn < 200; turn += 1) {
    const step = live[Math.floor(random.next() * live.length)] ?? 'task';
    const what = random.next();
    if (what < 0.25) {
      const children = [added('leaf'), added(random.next() < 0.3 ? 'composite' : 'leaf')];
      yield { type: 'node-finished', step, node: 'plan', to: 'compose', children };
    } else if (what < 0.65) yield { type: 'sample-recorded', step, sample: sampleOf(random, turn) };
    else if (what < 0.75) yield { type: 'gate-opened', step, gate: { trigger: 'doubt', details: '' } };
    else if (what < 0.85) yield { type: 'gate-decided', step, decision: { kind: 'approve' } };
    else if (step !== 'task') {
      live.splice(live.indexOf(step), 1);
      const end = ['done', 'skipped', 'failed'][Math.floor(random.next() * 3)] ?? 'done';
      yield { type: 'node-finished', step, node: 'accept', end, summary: '' };
    }
  }
}

function spec(id: string, graph: string) {
  return { id, dependsOn: [], graph, input: { brief: { title: id } } };
}

function sampleOf(random: Random, index: number) {
  const outcome = ['valid', 'flagged', 'no-answer'][Math.floor(random.next() * 3)] ?? 'valid';
  const inputTokens = Math.floor(random.next() * 3);
  // Binary fractions, whose sum does not depend on their order.
  const costUsd = random.next() < 0.01 ? null : Math.floor(random.next() * 8) / 8;
  const cached = inputTokens > 1 ? { cachedInputTokens: 1 } : {};
  return {
    race: 'answer',
    index,
    outcome,
    key: 'k',
    flags: [],
    inputTokens,
    ...cached,
    outputTokens: 0,
    costUsd,
  };
}
