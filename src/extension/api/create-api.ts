import type { ListedSession, MicrofactoryApi, RunRequest } from '../../api/extension-api.ts';
import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import type { Host } from '../host.ts';
import type { RegisteredDomains } from './registered-domains.ts';

export interface ApiOptions {
  readonly host: Pick<Host, 'engine' | 'sessions'>;
  readonly domains: RegisteredDomains;
  /** Begins what was asked for, as Run Task does. */
  readonly begin: (request: RunRequest) => Promise<string | undefined>;
}

/** Returns what other extensions get; nothing of it is at work before it is used. */
export function createApi({ host, domains, begin }: ApiOptions): MicrofactoryApi {
  const { engine, sessions } = host;
  return {
    apiVersion: 1,
    registerDomain: (domain) => domains.register(domain),
    runTask: (request) => understood(() => begin(checked(request))),
    settled: (sessionId) => understood(async () => (await engine.service()).settled(sessionId)),
    sessions: () => understood(async () => (await (await engine.service()).sessions()).map(listed)),
    onDidChangeSessions: (listener) => sessions.onDidChange((ids) => void listener([...ids])),
  };
}

/** Another extension's own types promise nothing at run time. */
function checked(request: RunRequest): RunRequest {
  if (typeof request?.prompt === 'string' && request.prompt.trim() !== '') return request;
  throw new MicrofactoryError({ code: 'usage', message: 'runTask needs a prompt: say what is to be done.' });
}

function listed({ session_id: sessionId, status, prompt, domain }: SessionSummary): ListedSession {
  return { sessionId, status, prompt, domain };
}

/** Rejects with an error whose message is one sentence. */
async function understood<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw classified(error);
  }
}
