import { describe, expect, it } from 'vitest';
import { RULE_TABLE } from '../../domains/redflags/rule-table.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import { redFlagRules } from './red-flag-words.ts';
import { serviceEvents } from './service-events.ts';
import { applyEntry, emptyView } from './session-view.ts';

function flagged(rule: string): JournalEvent {
  const sample = { race: 'answer', outcome: 'flagged', flags: [{ rule, reason: '' }] };
  return { type: 'sample-recorded', sample };
}

/** A session in which the rule threw everything away, and what it heard then. */
function flooded(rule: string) {
  const view = emptyView();
  const noticed = { type: 'red-flags-noticed', rule, role: 'solver', asked: 13, flagged: 13, limit: 0.8 };
  const events = [...Array.from({ length: 13 }, () => flagged(rule)), noticed];
  const heard = events.flatMap((event, at) => {
    const entry = { seq: at + 1, at: 0, event };
    applyEntry(view, entry);
    return serviceEvents(view, entry);
  });
  return { view, heard };
}

describe('a rule of red flags that flags nearly everything', () => {
  it('is told with the setting that changes it and the one that switches it off', () => {
    const { view, heard } = flooded('too-long');
    const [told] = heard;
    if (told?.type !== 'warning') throw new Error('nothing was told');
    expect(told.message).toMatch(/^The red flag too-long threw away 13 of 13 answers of the solver/u);
    expect(told.message).toMatch(
      /change its entry \(type: length\) in domains\..*\.red_flaggers or take it out there/u,
    );
    expect(redFlagRules(view).red_flag_rules).toEqual([
      { rule: 'too-long', role: 'solver', asked: 13, flagged: 13, alarm: told.message },
    ]);
  });

  it.each(RULE_TABLE.filter(({ asked }) => asked === 'unless-off'))(
    'names the entry that switches $id off',
    ({ id, type }) => {
      const [told] = flooded(id).heard;
      expect(told).toMatchObject({
        message: expect.stringContaining(`{ type: ${type ?? ''}, enabled: false }`) as string,
      });
    },
  );

  it('names no setting where none switches it off, but the prompt and the model', () => {
    const [told] = flooded('format-missing').heard;
    expect(told).not.toMatchObject({ message: expect.stringContaining('red_flaggers') as string });
    expect(told).toMatchObject({ message: expect.stringContaining('look at the prompt template') as string });
  });

  it('is alarming only as long as it does so', () => {
    const { view } = flooded('too-long');
    const sample = { race: 'answer', outcome: 'valid', flags: [] };
    for (let seq = 20; seq < 25; seq += 1)
      applyEntry(view, { seq, at: 0, event: { type: 'sample-recorded', sample } });
    expect(redFlagRules(view).red_flag_rules).toEqual([
      { rule: 'too-long', role: 'solver', asked: 18, flagged: 13 },
    ]);
    expect(redFlagRules(emptyView())).toEqual({});
  });

  it('is alarming for as long as the share of the settings says', () => {
    const { view } = flooded('too-long');
    const maker = { redFlagAlarmShare: 0.7 };
    Object.assign(view, { settings: { settings: { maker } } });
    const sample = { race: 'answer', outcome: 'valid', flags: [] };
    const passes = (seq: number) =>
      applyEntry(view, { seq, at: 0, event: { type: 'sample-recorded', sample } });
    for (let seq = 20; seq < 25; seq += 1) passes(seq);
    expect(redFlagRules(view).red_flag_rules).toMatchObject([
      { asked: 18, alarm: expect.any(String) as string },
    ]);
    passes(25);
    expect(redFlagRules(view).red_flag_rules?.[0]).not.toHaveProperty('alarm');
  });
});
