import { classified } from '../../engine/error.ts';
import type { Outline } from '../../protocol/outline.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import type { PanelLook, PanelNotice, PanelSnapshot } from '../../protocol/panel.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { SessionSummary, StepDetail } from '../../protocol/session.ts';
import type { EngineLink, SessionsModel } from '../host.ts';
import { t } from '../l10n.ts';
import { askSummary } from '../sessions/ask-summary.ts';
import { chosenStep } from './chosen-step.ts';
import { requestsOf } from './requests-of.ts';

/** Nodes that a drawing is made of at most; what is beyond is drawn as runs. */
const MOST_NODES = 160;
const MOST_RECENT = 20;

export interface LookSources {
  readonly engine: Pick<EngineLink, 'service' | 'state' | 'lostBecause'>;
  readonly sessions: Pick<SessionsModel, 'sessions' | 'followed' | 'progressOf'>;
}

/** What a snapshot holds besides its number. */
export type Seen = Omit<PanelSnapshot, 'type' | 'number'>;

export interface LookRequest {
  readonly look: PanelLook;
  /** What was seen last: it stays, with a word on it, when the engine is lost. */
  readonly last: Seen | undefined;
}

/** Fetches what the panel looks at, and no more. Never rejects: what went wrong is a notice. */
export async function answerLook(sources: LookSources, request: LookRequest): Promise<Seen> {
  const { engine } = sources;
  const { look, last } = request;
  if (engine.state === 'restricted') return nothing(look, restricted());
  if (engine.state === 'lost') {
    const sentence = engine.lostBecause ?? t('The engine ended unexpectedly.');
    return { ...(last ?? nothing(look, null)), look, notice: { kind: 'engine-lost', sentence } };
  }
  try {
    return await seen(sources, request);
  } catch (error) {
    const { code, message } = classified(error);
    const kind = code === 'not-found' ? 'session-lost' : 'failed';
    return { ...nothing(look, { kind, sentence: message }), recent: recentOf(sources.sessions.sessions) };
  }
}

function restricted(): PanelNotice {
  const sentence = t(
    'This folder is not trusted, so nothing is read or run; trust it to work with Microfactory.',
  );
  return { kind: 'restricted', sentence };
}

function nothing(look: PanelLook, notice: PanelNotice | null): Seen {
  return {
    look,
    notice,
    session: null,
    recent: [],
    outline: null,
    graph: null,
    step: null,
    cut: false,
    progress: null,
  };
}

async function seen({ engine, sessions }: LookSources, { look, last }: LookRequest): Promise<Seen> {
  const sessionId = look.session_id ?? sessions.followed?.session_id;
  const service = await engine.service();
  const empty = { ...nothing(look, null), recent: recentOf(sessions.sessions) };
  if (sessionId === undefined) return empty;
  const [session, outline] = await Promise.all([
    askSummary(service, sessionId),
    outlineOf(service, { sessionId, look, last }),
  ]);
  const stepId = chosenStep(look, session, outline);
  const [graph, step] = await Promise.all([
    look.view === 'graph'
      ? service.graph({ sessionId, ...foldingOf(look), focus: stepId, limit: MOST_NODES })
      : null,
    stepOf(service, sessionId, stepId),
  ]);
  const explanation = step === null ? undefined : await explanationOf(service, look, step);
  const requests = step === null ? undefined : await requestsOf(service, { look, step, last });
  const progress = sessions.progressOf(sessionId) ?? null;
  const asked = { ...(explanation && { explanation }), ...(requests && { requests }) };
  return { ...empty, session, outline, graph, step, progress, ...asked };
}

async function explanationOf(
  service: SessionService,
  { explain }: PanelLook,
  { session_id, step }: StepDetail,
): Promise<VoteExplanation | undefined> {
  return explain === true && step.samples > 0 ? service.explain(session_id, step.step_id) : undefined;
}

interface OutlineWish {
  readonly sessionId: string;
  readonly look: PanelLook;
  readonly last: Seen | undefined;
}

/** A step that was just chosen is shown on its page; later the page is where the reader scrolled to. */
async function outlineOf(service: SessionService, { sessionId, look, last }: OutlineWish): Promise<Outline> {
  const { find, states, offset, limit, selected } = look;
  const query = { sessionId, ...foldingOf(look), find, states, offset, limit };
  const page = await service.outline(query);
  const chosenNow = selected !== null && selected !== last?.look.selected;
  if (!chosenNow || page.rows.some((row) => row.step_id === selected)) return page;
  return service.outline({ ...query, around: selected });
}

function foldingOf({ folded, unfolded }: PanelLook): Pick<PanelLook, 'folded' | 'unfolded'> {
  return { folded, unfolded };
}

/** A chosen step may be gone, as when the look of last time names one of another session. */
async function stepOf(
  service: SessionService,
  sessionId: string,
  stepId: string,
): Promise<StepDetail | null> {
  try {
    return await service.step(sessionId, stepId);
  } catch (error) {
    if (classified(error).code === 'usage' || classified(error).code === 'not-found') return null;
    throw error;
  }
}

function recentOf(sessions: readonly SessionSummary[]): PanelSnapshot['recent'] {
  return sessions.slice(0, MOST_RECENT).map(({ session_id, prompt, status, updated_at }) => ({
    session_id,
    prompt: prompt.slice(0, 200),
    status,
    updated_at,
  }));
}
