import { classified } from '../../engine/error.ts';
import type { ExchangeDetail, ExchangePage } from '../../protocol/exchanges.ts';
import { WHOLE_TASK, type PanelLook, type PanelRequestsPage } from '../../protocol/panel.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { StepDetail } from '../../protocol/session.ts';
import type { Seen } from './answer-look.ts';

const ROWS = 50;

export interface RequestsWish {
  readonly look: PanelLook;
  readonly step: StepDetail;
  readonly last: Seen | undefined;
}

/** Returns the requests to models that are looked at, and the opened one; undefined while nobody looks at them. */
export async function requestsOf(
  service: SessionService,
  wish: RequestsWish,
): Promise<PanelRequestsPage | undefined> {
  const wanted = wish.look.requests ?? null;
  if (wanted === null) return undefined;
  const page = await pageOf(service, wish, wanted.before);
  const opened = wanted.opened === null ? null : await openedOf(service, wish, wanted.opened);
  // The answer may have been judged since it was opened.
  const row = page.rows.find(({ number }) => number === opened?.row.number);
  return {
    step_id: wish.step.step.step_id,
    page,
    opened: opened && { ...opened, row: row ?? opened.row },
    cut: false,
  };
}

/** One step's are sought in the whole record: that is not read again for a step that rests as it was. */
async function pageOf(
  service: SessionService,
  { step, last }: RequestsWish,
  before: number | null,
): Promise<ExchangePage> {
  const { session_id: sessionId } = step;
  const { step_id, state } = step.step;
  const known = last?.requests;
  const rests = state !== 'working' && JSON.stringify(last?.step?.step) === JSON.stringify(step.step);
  const same = last?.look.requests?.before === before && known?.step_id === step_id;
  if (known !== undefined && rests && same && step_id !== WHOLE_TASK && known.page.session_id === sessionId)
    return known.page;
  const stepId = step_id === WHOLE_TASK ? undefined : step_id;
  return service.exchanges({ sessionId, stepId, before: before ?? undefined, limit: ROWS });
}

/** What was sent and came back does not change. */
async function openedOf(
  service: SessionService,
  { step, last }: RequestsWish,
  number: number,
): Promise<ExchangeDetail | null> {
  const known = last?.requests?.opened;
  if (known?.row.number === number && known.session_id === step.session_id) return known;
  try {
    return await service.exchange(step.session_id, number);
  } catch (error) {
    if (classified(error).code === 'not-found') return null;
    throw error;
  }
}
