import { randomUUID } from 'node:crypto';
import { loadSettings, overrideSettings } from '../config/index.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { Domain } from '../engine/maker/domain.ts';
import type { RunOverrides, StartRequest } from '../protocol/service.ts';
import type { OwnedSession } from '../store/session.ts';
import { chosenDomain } from './compose/chosen-domain.ts';
import { recordedFor, type Recordings } from './compose/recordings.ts';
import { sessionStaff, type StaffContext } from './compose/session-staff.ts';
import type { ExchangeRelay } from './exchanges/exchange-relay.ts';
import type { LiveSession } from './live/live-session.ts';
import type { LiveSessions } from './live/live-sessions.ts';
import { joinTelemetry } from './telemetry/join-telemetry.ts';
import { repoFolder } from './repo-folder.ts';
import type { SessionSettings } from './session-settings.ts';
import { restoredSession } from './live/session-snapshot.ts';
import type { SessionView } from './view/session-view.ts';

/** Starts a new session and returns its id. What is wrong with the request is said before anything is written; of a beginning that is cancelled nothing stays. */
export async function beginSession(
  context: StaffContext,
  request: StartRequest,
  signal?: AbortSignal,
): Promise<string> {
  const { store, env, live } = context;
  const { settings, domain, recordings, warnings } = await settingsOf(request, context);
  const id = randomUUID();
  const { relay, ...staff } = sessionStaff({ id, settings: settings.settings, domain, recordings }, context);
  const { configPath } = request;
  const telemetry = joinTelemetry({
    env,
    configPath,
    sessionId: id,
    domain: settings.settings.domain,
    relay,
  });
  const session = await store.createSession(id);
  keepExchanges(relay, session, settings);
  const approveVerifier = request.approveVerifier ?? false;
  const opened = await live
    .open({ session, settings, domain, ...staff, approveVerifier, signal, telemetry })
    .then((begun) => unlessCancelled(begun, signal))
    .catch(async (error: unknown) => {
      await (live.get(id) === undefined ? session.close() : live.close(id));
      await store.removeSession(id);
      throw error;
    });
  opened.start();
  live.track(opened);
  setImmediate(() => warnings.forEach((sentence) => live.warn(id, sentence)));
  return id;
}

function keepExchanges(relay: ExchangeRelay, session: OwnedSession, { settings }: SessionSettings): void {
  if (settings.recordExchanges !== false) relay.tell((exchange) => session.exchanges.record(exchange));
}

async function settingsOf(
  request: StartRequest,
  { env, store }: StaffContext,
): Promise<{
  settings: SessionSettings;
  domain: Domain;
  recordings: Recordings;
  warnings: readonly string[];
}> {
  const prompt = request.prompt.trim();
  if (prompt === '')
    throw usage('The prompt is empty: say what is to be done, for example --prompt "Fix the failing tests".');
  const repoPath = await repoFolder(request.repoPath);
  const { configPath, defaults, approveModule } = request;
  const loaded = loadSettings({ repoPath, configPath, overrides: request, defaults, env });
  const domain = await chosenDomain(loaded.settings, { approvals: store.approvals, approveModule });
  const { recordings, seed } = await recordedFor(loaded.settings, store);
  const settings: SessionSettings = {
    prompt,
    repoPath: domain.needsWorkspace ? repoPath : null,
    settings: seed === undefined ? loaded.settings : { ...loaded.settings, seed },
    outputDir: request.outputDir ?? null,
  };
  return { settings, domain, recordings, warnings: loaded.warnings };
}

/** What is cancelled in the last moment takes no first step. */
function unlessCancelled(begun: LiveSession, signal: AbortSignal | undefined): LiveSession {
  if (signal?.aborted !== true) return begun;
  throw new MicrofactoryError({ code: 'cancelled', message: 'The task was cancelled before it began.' });
}

/** Goes on with a session that rests; one that is completed is left as it is. Approves nothing. */
export async function goOnWithSession(
  context: StaffContext,
  id: string,
  overrides: RunOverrides,
): Promise<void> {
  const { store, env, live } = context;
  await letGo(live, id);
  const session = await store.openSession(id, { write: true });
  try {
    const restored = await restoredSession(session);
    const { view } = restored;
    if (view.status === 'completed') return await session.close();
    const frozen = resumable(view, id);
    const settings = { ...frozen, settings: overrideSettings(frozen.settings, overrides) };
    const onWarning = (sentence: string): void => live.warn(id, sentence);
    const { approvals } = store;
    const domain = await chosenDomain(settings.settings, { approvals, onChanged: onWarning });
    const { recordings } = await recordedFor(settings.settings, store);
    const { relay, ...staff } = sessionStaff(
      { id, settings: settings.settings, domain, recordings, spent: view.totals },
      context,
    );
    keepExchanges(relay, session, settings);
    const telemetry = joinTelemetry({ env, sessionId: id, domain: settings.settings.domain, relay });
    const opened = await live.open({
      session,
      settings,
      domain,
      ...staff,
      approveVerifier: false,
      restored,
      telemetry,
    });
    session.damage.forEach((damage) => onWarning(damage.sentence));
    await opened.goOn(Object.values(overrides).some((value) => value !== undefined));
    live.track(opened);
  } catch (error) {
    await (live.get(id) === undefined ? session.close() : live.close(id));
    throw error;
  }
}

/** One that rests here because somebody may decide is still ours: it is opened anew, with what is overridden. */
async function letGo(live: LiveSessions, id: string): Promise<void> {
  const here = live.get(id);
  if (here === undefined) return;
  if (here.view.status === 'running') throw usage(`Session ${id} is running here already.`);
  await live.close(id);
}

function resumable(view: SessionView, id: string): SessionSettings {
  if (view.status === 'failed' || view.status === 'cancelled') {
    throw usage(`Session ${id} has ended (${view.status}: ${view.summary}); start a new one.`);
  }
  if (view.settings !== undefined) return view.settings;
  const message = `Session ${id} was killed before it began; start a new one.`;
  throw new MicrofactoryError({ code: 'store', message });
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
