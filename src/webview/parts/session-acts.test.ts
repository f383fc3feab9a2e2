import { expect, test } from 'vitest';
import type { SessionSummary } from '../../protocol/session.ts';
import { summary, waiting } from '../testing/snapshots.ts';
import { sessionActs } from './session-acts.ts';

function paused(more: Partial<SessionSummary>, waits: SessionSummary['metadata']['waiting']): SessionSummary {
  const session = summary('a');
  const wait_state = waits[0] ?? null;
  return {
    ...session,
    status: 'paused',
    wait_state,
    ...more,
    metadata: { ...session.metadata, waiting: waits },
  };
}

const offered = (session: SessionSummary) => sessionActs(session).map(({ action }) => action);

test('where all that is left waits for an answer, there is nothing to resume', () => {
  const verifier = paused({ completed_steps: 0, total_steps: 0 }, [waiting('task', 1, 'verifier')]);
  expect(offered(verifier)).not.toContain('resume');
  const last = paused({ completed_steps: 1, total_steps: 2 }, [waiting('s2', 9, 'low-margin')]);
  expect(offered(last)).not.toContain('resume');
});

test('steps that wait for no answer can be resumed', () => {
  const others = paused({ completed_steps: 1, total_steps: 4 }, [waiting('s2', 9, 'low-margin')]);
  expect(offered(others)).toContain('resume');
  const budget = paused({ completed_steps: 1, total_steps: 2 }, [waiting('s2', 9, 'budget')]);
  expect(offered(budget)).toContain('resume');
  expect(offered(paused({ completed_steps: 2, total_steps: 2 }, []))).toContain('resume');
});

test('of a session that came from elsewhere there is only its result to look at', () => {
  for (const status of ['running', 'paused', 'completed', 'failed'] as const) {
    const session = paused({ status, completed_steps: 1 }, [waiting('s2', 9, 'budget')]);
    expect(offered({ ...session, metadata: { ...session.metadata, imported: true } })).toEqual(['result']);
  }
});
