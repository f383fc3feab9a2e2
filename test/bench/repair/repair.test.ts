import { describe, expect, it } from 'vitest';
import { readBugs } from './bugs.ts';
import { repairBug } from './repair.ts';
import { summary } from './summary.ts';

// The reduced form of `npm run proof -- repair`: one defect each of six programs.
const FEW = ['money-8', 'graph-4', 'dates-10', 'emitter-1', 'csv-2', 'settings-12'];
const QUICK_RACE = { k: 1, samples: 1, timeMs: 60_000 };

describe('the offline search on programs it was not written for', () => {
  const bugs = readBugs();

  it('has more than a hundred defects in sixteen programs', () => {
    expect(new Set(bugs.map(({ program }) => program)).size).toBe(16);
    expect(bugs.length).toBeGreaterThan(100);
  });

  it.each(FEW)(
    'repairs %s and breaks nothing',
    async (id) => {
      const bug = bugs.find((known) => known.id === id);
      const outcome = await repairBug(bug ?? expect.fail(`no defect ${id}`), QUICK_RACE);
      expect(outcome.result).toMatch(/^(exact|plausible)$/);
    },
    180_000,
  );

  it('reports shares by kind, uncaught defects left out', () => {
    const told = (result: 'exact' | 'unrepaired' | 'uncaught', index: number) => ({
      bug: bugs[index] ?? expect.fail(),
      result,
      detail: '',
      trials: 7,
      milliseconds: 1000,
    });
    const text = summary([told('exact', 0), told('unrepaired', 1), told('uncaught', 2)]);
    expect(text).toContain('1 of 2 repaired (50 %): 1 exactly as before');
    expect(text).toContain('1 defects that no test shows left out');
  });
});
