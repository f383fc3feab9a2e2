import type { RunOverrides, SessionService } from '../../protocol/service.ts';
import type { CliEdge } from '../edge.ts';
import { overridesOf, type RunFlags } from '../program/run-options.ts';
import { apiKeyOf } from './api-key.ts';
import { withService } from './command.ts';
import { follow, isAttended } from './follow.ts';

export interface ResumeCommandFlags extends RunFlags {
  readonly sessionId: string;
  readonly json?: boolean;
}

/** Goes on with a session where it was, approving nothing by itself; returns the exit code. */
export async function resume(flags: ResumeCommandFlags, edge: CliEdge): Promise<number> {
  const json = flags.json === true;
  const attended = isAttended(edge, { json, ask: flags.ask });
  const apiKey = await apiKeyOf(flags, edge);
  return withService(edge, { attended, apiKey }, (service) =>
    followResumed({
      service,
      edge,
      json,
      attended,
      sessionId: flags.sessionId,
      overrides: overridesOf(flags),
    }),
  );
}

export interface ResumeOptions {
  readonly service: SessionService;
  readonly edge: CliEdge;
  readonly sessionId: string;
  readonly json: boolean;
  readonly attended: boolean;
  readonly overrides?: RunOverrides;
}

/** Resumes a session and shows it until it rests; returns the exit code. */
export async function followResumed(options: ResumeOptions): Promise<number> {
  const { service, edge, json, attended, overrides } = options;
  const before = await service.session(options.sessionId);
  const sessionId = before.session_id;
  const begin = () => service.resume(sessionId, overrides);
  return follow({ service, edge, sessionId, prompt: before.prompt, json, attended, before, begin });
}
