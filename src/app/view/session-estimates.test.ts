import { describe, expect, it } from 'vitest';
import { agentAtOnce } from '../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../test/support/toy-session.ts';
import { quickRandom } from '../../engine/ports/random.ts';
import { serviceEvent } from '../../protocol/event.ts';
import { sessionEstimates as shape } from '../../protocol/estimates.ts';
import { serviceEvents } from './service-events.ts';
import { sessionEstimates } from './session-estimates.ts';
import { applyEntry, emptyView, followEntry, type SessionView } from './session-view.ts';
import { stepSummary } from './step-summary.ts';

const role = { samples: 60, k: 3, maxTokens: 100 };
const ROLES = { ...SETTINGS.roles, solver: role };
const MAKER = {
  votingRule: 'ahead-by-k',
  dissentSensitive: false,
  adaptiveK: true,
  targetSuccess: 0.99,
  kMax: 10,
} as const;

/** A session of many noisy steps whose k was adapted, as its journal has it. */
async function adapted(isAtOnce: boolean) {
  const noisy = (step: string, index: number): string =>
    quickRandom('noise', step, index).next() < 0.85 ? 'a' : 'b';
  const { name, propose, proposeNow } = agentAtOnce(noisy);
  const solver = isAtOnce && proposeNow !== undefined ? { name, propose, proposeNow } : { name, propose };
  const settings = { ask: 'never', humanLowMarginThreshold: 0, adaptiveK: true, roles: ROLES } as const;
  const s = toySession({ word: 'a'.repeat(40), agents: { solver }, settings });
  await s.run();
  return s;
}

const withSettings = (): SessionView => {
  const view = emptyView();
  view.settings = { prompt: '', settings: { roles: ROLES, maker: MAKER } } as never;
  return view;
};

describe.each([true, false])('estimates of a session (at once: %s)', (isAtOnce) => {
  it('are those that the method itself goes by, whether ended steps are kept or forgotten', async () => {
    const s = await adapted(isAtOnce);
    const kept = emptyView();
    const forgetful = emptyView();
    for (const entry of s.entries) {
      applyEntry(kept, entry);
      followEntry(forgetful, entry);
    }
    const { estimates, k } = s.runner.state.session;
    expect(k).toBeGreaterThan(3);
    expect(kept.estimates).toEqual(estimates);
    expect(forgetful.estimates).toEqual(estimates);
    expect(kept.k).toBe(k);
  });

  it('are told in the shape of the protocol, as steps end and when k changes', async () => {
    const s = await adapted(isAtOnce);
    const view = withSettings();
    const { settings } = view;
    const heard = s.entries.flatMap((entry) => {
      applyEntry(view, entry);
      view.settings = settings;
      return serviceEvents(view, entry);
    });
    heard.forEach((event) => serviceEvent.parse(event));
    const changes = heard.filter(({ type }) => type === 'k-adapted');
    expect(changes.length).toBeGreaterThan(0);
    const told = heard.filter((event) => event.type === 'estimates');
    expect(told.length).toBeGreaterThan(20);
    expect(told.at(-1)).toMatchObject({ estimates: { k: view.k, adaptive_k: true, rest: { steps: 1 } } });
    const last = shape.parse(sessionEstimates(view));
    expect(last.classes).toMatchObject([{ kind: 'move', races: 40, remaining: 0 }]);
    expect(last.rest).toMatchObject({ steps: 0, success: { mean: 1 }, needed_k: { mean: 1 } });
  });

  it('leave every step the k that its race was decided by', async () => {
    const s = await adapted(isAtOnce);
    const view = withSettings();
    const { settings } = view;
    for (const entry of s.entries) {
      applyEntry(view, entry);
      view.settings = settings;
    }
    const ks = [...view.steps.values()]
      .filter(({ graph }) => graph === 'race' || graph === 'leaf')
      .map((step) => stepSummary(view, step))
      .map(({ k, margin }) => [k, margin]);
    expect(new Set(ks.map(([k]) => k)).size).toBeGreaterThan(1);
    for (const [k, margin] of ks) expect(margin).toBe(k);
  });
});

it('there are none before the first race has ended, or where a session has no settings of ours', () => {
  expect(sessionEstimates(withSettings())).toBeNull();
  expect(sessionEstimates(emptyView())).toBeNull();
});
