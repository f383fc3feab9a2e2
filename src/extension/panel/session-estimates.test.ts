import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { createSessionService } from '../../app/session-service.ts';
import type { SessionEstimates } from '../../protocol/estimates.ts';
import { panelSnapshot } from '../../protocol/panel.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { SessionDetail } from '../../protocol/session.ts';
import { FIRST_LOOK } from '../../webview/state/panel-state.ts';
import { Emitter } from '../emitter.ts';
import type { EngineLink } from '../host.ts';
import { ServiceSessionsModel } from '../sessions/sessions-model.ts';
import { answerLook } from './answer-look.ts';

/** 32,767 steps that depend on each other, each with its vote: the first estimates come long before the last step. */
const TOWERS = { prompt: 'Move 15 disks', domain: 'hanoi', provider: 'simulated', ask: 'never' } as const;

/** The panel's half in the extension over a real engine. */
function panelOver(service: SessionService) {
  const changes = new Emitter<void>(() => undefined);
  const engine: EngineLink = {
    state: 'on',
    lostBecause: undefined,
    pid: undefined,
    service: () => Promise.resolve(service),
    setKeys: () => Promise.resolve(),
    restart: () => Promise.resolve(),
    onDidChange: changes.event,
    dispose: () => changes.dispose(),
  };
  const sessions = new ServiceSessionsModel({ engine, folders: () => [], log: { error: () => undefined } });
  onTestFinished(() => sessions.dispose());
  return {
    sessions,
    async estimates(sessionId: string): Promise<SessionEstimates | null | undefined> {
      await sessions.refresh();
      const look = { ...FIRST_LOOK, session_id: sessionId };
      const seen = await answerLook({ engine, sessions }, { look, last: undefined });
      expect(() => panelSnapshot.parse({ type: 'snapshot', number: 1, ...seen })).not.toThrow();
      expect(seen.notice).toBeNull();
      return seen.session?.estimates;
    },
  };
}

test('the page of a session that runs here tells its estimates as they are now; the lists do without', async () => {
  const real = await createSessionService({ home: temporaryFolder(), env: {} });
  onTestFinished(() => real.dispose());
  const panel = panelOver(real);
  const { sessionId } = await real.start({ ...TOWERS, repoPath: temporaryFolder() });
  const halfWay = await new Promise<SessionEstimates | null | undefined>((resolve) => {
    const leave = real.subscribe(sessionId, ({ type }) => {
      if (type !== 'estimates') return;
      leave();
      resolve(panel.estimates(sessionId));
    });
  });
  await real.settled(sessionId);
  const last = await panel.estimates(sessionId);
  const races = (estimates: typeof last) => estimates?.classes[0]?.races ?? 0;
  expect(races(halfWay)).toBeGreaterThan(0);
  expect(races(last)).toBeGreaterThan(races(halfWay));
  expect(last).toMatchObject({ rest: { steps: 0 } });
  expect(panel.sessions.sessions[0]).not.toHaveProperty('estimates');
});

test('what the page asks of the session itself does not grow with its steps', async () => {
  const real = await createSessionService({ home: temporaryFolder(), env: {} });
  onTestFinished(() => real.dispose());
  const { sessionId } = await real.start({ ...TOWERS, repoPath: temporaryFolder() });
  await real.settled(sessionId);
  const told = vi.spyOn(real, 'session');
  await panelOver(real).estimates(sessionId);
  const sizes = await Promise.all(told.mock.results.map(({ value }) => value as Promise<SessionDetail>));
  expect(sizes.map(({ steps, more_steps: more }) => [steps.length, more])).toEqual([[0, 32_768]]);
});
