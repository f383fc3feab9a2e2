import type { EngineConnection } from '../../app/remote/engine-connection.ts';
import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { SessionSummary, StepSummary, WaitState } from '../../protocol/session.ts';
import { inEditorWords } from './editor-words.ts';

/** Returns the same connection; what its service says names settings and commands instead of the command line's flags. */
export function worded(connection: EngineConnection): EngineConnection {
  return {
    pid: connection.pid,
    ended: connection.ended,
    service: wordedService(connection.service),
    setKeys: (keys) => connection.setKeys(keys),
    close: () => connection.close(),
  };
}

/** Sentences are worded anew wherever the engine speaks for itself; prompts, answers and diffs are left as they are. */
export function wordedService(service: SessionService): SessionService {
  const own: Partial<SessionService> = {
    sessions: async (query) => (await service.sessions(query)).map(ofSession),
    session: async (id, query) => {
      const detail = await service.session(id, query);
      return { ...detail, ...ofSession(detail), steps: detail.steps.map(ofStep) };
    },
    step: async (id, stepId) => {
      const detail = await service.step(id, stepId);
      return { ...detail, step: ofStep(detail.step) };
    },
    settled: async (id) => summarised(await service.settled(id)),
    probe: async (request) => summarised(await service.probe(request)),
    models: async (query) =>
      (await service.models(query)).map(({ problem, ...listed }) => ({
        ...listed,
        problem: problem === null ? null : inEditorWords(problem),
      })),
    doctor: async (query) =>
      (await service.doctor(query)).map((finding) => ({
        ...finding,
        sentence: inEditorWords(finding.sentence),
      })),
    checkConfiguration: async (query) =>
      (await service.checkConfiguration(query)).map((problem) => ({
        ...problem,
        message: inEditorWords(problem.message),
      })),
    subscribe: (id, listener) => service.subscribe(id, (event) => listener(ofEvent(event))),
  };
  return new Proxy(service, {
    get(real, name) {
      const method: unknown = Reflect.get(own, name) ?? Reflect.get(real, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => refusedInWords((method as Method).apply(real, given));
    },
  });
}

type Method = (...given: readonly unknown[]) => unknown;

function refusedInWords(result: unknown): unknown {
  if (!(result instanceof Promise)) return result;
  return result.catch((error: unknown) => {
    throw errorInWords(classified(error));
  });
}

function errorInWords(error: MicrofactoryError): MicrofactoryError {
  const { code, message, retryable, data } = error;
  const said = inEditorWords(message);
  return said === message
    ? error
    : new MicrofactoryError({ code, message: said, retryable, data, cause: error });
}

function ofSession<Summary extends SessionSummary>(session: Summary): Summary {
  const { metadata } = session;
  return {
    ...session,
    wait_state: ofWait(session.wait_state),
    metadata: {
      ...metadata,
      waiting: metadata.waiting.map(ofQuestion),
      failure: metadata.failure === null ? null : inEditorWords(metadata.failure),
    },
  };
}

function ofStep(step: StepSummary): StepSummary {
  return step.wait_state === null ? step : { ...step, wait_state: ofWait(step.wait_state) };
}

function ofWait(wait: WaitState | null): WaitState | null {
  return wait === null ? null : ofQuestion(wait);
}

/** What a person is asked to run is shown as it would run. */
function ofQuestion(wait: WaitState): WaitState {
  return wait.trigger === 'verifier' ? wait : { ...wait, details: inEditorWords(wait.details) };
}

function summarised<Result extends { readonly summary: string }>(result: Result): Result {
  return { ...result, summary: inEditorWords(result.summary) };
}

function ofEvent(event: ServiceEvent): ServiceEvent {
  if (event.type === 'progress' || event.type === 'warning')
    return { ...event, message: inEditorWords(event.message) };
  return event.type === 'session-finished' ? summarised(event) : event;
}
