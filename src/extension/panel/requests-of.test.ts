import { expect, test } from 'vitest';
import { sampleExchange } from '../../cli/testing/protocol-samples.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ExchangesQuery } from '../../protocol/exchanges.ts';
import { WHOLE_TASK, type PanelLook } from '../../protocol/panel.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { StepDetail, StepSummary } from '../../protocol/session.ts';
import { snapshotWith, stepDetail } from '../../webview/testing/snapshots.ts';
import type { Seen } from './answer-look.ts';
import { requestsOf } from './requests-of.ts';

const base = snapshotWith({ rows: ['a'] });

function asking(problem?: MicrofactoryError) {
  const queries: ExchangesQuery[] = [];
  const opened: number[] = [];
  const sent = sampleExchange();
  const service = {
    exchanges: (query: ExchangesQuery) => {
      queries.push(query);
      const rows = [{ ...sent.row, red_flags: ['too-long'] }];
      return Promise.resolve({
        session_id: query.sessionId,
        rows,
        total: 1,
        earlier: null,
        latest: 1,
        recording: true,
      });
    },
    exchange: (session_id: string, number: number) => {
      opened.push(number);
      const row = { ...sent.row, number };
      return problem === undefined ? Promise.resolve({ ...sent, session_id, row }) : Promise.reject(problem);
    },
  } as Partial<SessionService> as SessionService;
  return { service, queries, opened };
}

const look = (requests: PanelLook['requests']): PanelLook => ({ ...base.look, requests: requests ?? null });
const newest = { before: null, opened: null };

function stepIn(state: StepSummary['state'], samples = 4, stepId = 'a'): StepDetail {
  return stepDetail(stepId, null, 's1', { state, samples });
}

/** Looks twice, the second time with what the first one saw. */
async function twice(first: StepDetail, second: StepDetail, wish: PanelLook = look(newest)) {
  const { service, queries, opened } = asking();
  const requests = await requestsOf(service, { look: wish, step: first, last: undefined });
  const last: Seen = { ...base, look: wish, step: first, ...(requests && { requests }) };
  await requestsOf(service, { look: wish, step: second, last });
  return { asked: queries.length, opened: opened.length };
}

test('nothing is asked for while nobody looks at requests', async () => {
  const { service, queries } = asking();
  const step = stepIn('accepted');
  expect(await requestsOf(service, { look: base.look, step, last: undefined })).toBeUndefined();
  expect(await requestsOf(service, { look: look(null), step, last: undefined })).toBeUndefined();
  expect(queries).toEqual([]);
});

test('a step has its own requests, the whole task those of the session, a bounded page each', async () => {
  const { service, queries } = asking();
  await requestsOf(service, { look: look(newest), step: stepIn('accepted'), last: undefined });
  const whole = stepIn('accepted', 4, WHOLE_TASK);
  await requestsOf(service, { look: look({ before: 51, opened: null }), step: whole, last: undefined });
  expect(queries).toEqual([
    { sessionId: 's1', stepId: 'a', before: undefined, limit: 50 },
    { sessionId: 's1', stepId: undefined, before: 51, limit: 50 },
  ]);
});

test('the record is not read again for a step that rests as it was', async () => {
  const rests = stepIn('accepted');
  expect((await twice(rests, stepIn('accepted'))).asked).toBe(1);
  expect((await twice(rests, stepIn('accepted', 5))).asked).toBe(2);
  expect((await twice(rests, stepIn('accepted', 4, 'b'))).asked).toBe(2);
  expect((await twice(stepIn('working'), stepIn('working'))).asked).toBe(2);
});

test('an opened request is read once, and has the red flags that were raised since', async () => {
  const wish = look({ before: null, opened: 1 });
  expect((await twice(stepIn('working'), stepIn('working'), wish)).opened).toBe(1);
  const { service } = asking();
  const requests = await requestsOf(service, { look: wish, step: stepIn('working'), last: undefined });
  expect(requests?.opened?.row.red_flags).toEqual(['too-long']);
});

test('a request that the record has no more leaves the list; another failure is told', async () => {
  const wish = { look: look({ before: null, opened: 9 }), step: stepIn('accepted'), last: undefined };
  const gone = asking(new MicrofactoryError({ code: 'not-found', message: 'It is gone.' }));
  expect(await requestsOf(gone.service, wish)).toMatchObject({ opened: null, page: { total: 1 } });
  const broken = asking(new MicrofactoryError({ code: 'store', message: 'The disk is broken.' }));
  await expect(requestsOf(broken.service, wish)).rejects.toThrow('The disk is broken.');
});
