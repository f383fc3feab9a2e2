import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionResult, SessionService } from '../../protocol/service.ts';
import type { SessionDetail, StepDetail } from '../../protocol/session.ts';
import { isInteractive, type CliEdge } from '../edge.ts';
import { answerGates } from '../gates/answer-gates.ts';
import { jsonView } from '../live/json-view.ts';
import { lineView } from '../live/line-view.ts';
import type { SessionView } from '../live/session-view.ts';
import { terminalView } from '../live/terminal-view.ts';
import { finalSummary } from '../views/final-summary.ts';
import { harmless } from '../views/harmless.ts';
import { canvasOf } from '../views/paint.ts';

export interface FollowOptions {
  readonly service: SessionService;
  readonly edge: CliEdge;
  readonly sessionId: string;
  readonly prompt: string;
  readonly json: boolean;
  /** Whether a person here answers gates; see `isAttended`. */
  readonly attended: boolean;
  /** The session as it stood before; undefined for a new one. */
  readonly before?: SessionDetail | undefined;
  /** Makes a session that existed go on, once its events are listened to. */
  readonly begin?: () => Promise<void>;
}

/** True when a person is at the terminal and wants to be asked. */
export function isAttended(
  edge: CliEdge,
  flags: { readonly json: boolean; readonly ask?: string | undefined },
): boolean {
  return isInteractive(edge) && !flags.json && flags.ask !== 'never';
}

/** Shows a session until it rests, asking a person where one is there; returns the exit code of the command. */
export async function follow(options: FollowOptions): Promise<number> {
  const { service, sessionId, json } = options;
  const view = viewOf(options);
  const delivered: string[] = [];
  const unsubscribe = service.subscribe(sessionId, (event) => {
    if (event.type === 'delivery-finished') delivered.splice(0, delivered.length, ...event.files);
    view.show(event);
  });
  const stopListening = stopOnInterrupt(options);
  try {
    if (options.before !== undefined) view.begin(options.before);
    await options.begin?.();
    const result = await untilRest(view, options).finally(() => view.pause());
    view.close();
    if (!json) await printSummary({ result, delivered }, options);
    return result.exitCode;
  } finally {
    stopListening();
    unsubscribe();
  }
}

/** Views for people get everything harmless; machines get it as it is. */
function viewOf({ edge, json, sessionId, prompt }: FollowOptions): SessionView {
  const { stdout: output, env, now } = edge;
  if (json) return jsonView(output);
  const live = output.isTTY === true && env['TERM'] !== 'dumb';
  const view = live ? terminalView({ output, env, now, sessionId, prompt }) : lineView(output);
  return {
    ...view,
    begin: (detail) => view.begin(harmless(detail)),
    show: (event: ServiceEvent) => view.show(harmless(event)),
  };
}

async function untilRest(view: SessionView, options: FollowOptions): Promise<SessionResult> {
  const { service, edge, sessionId, attended } = options;
  const { stdout: output, env } = edge;
  const putOff = new Set<string>();
  for (;;) {
    const result = await service.settled(sessionId);
    if (result.exitCode !== 3 || !attended) return result;
    view.pause();
    const asker = await edge.createAsker();
    const canvas = canvasOf(output, env);
    const answers = await answerGates({ service, sessionId, asker, output, canvas, putOff });
    if (answers === 'none') return result;
    view.goOn();
    if (answers === 'resting') await service.resume(sessionId);
  }
}

/** The first Ctrl-C stops the session where it is recorded; more of them are left to whoever runs the process. */
function stopOnInterrupt({ edge, service, sessionId, json }: FollowOptions): () => void {
  let asked = false;
  return edge.onInterrupt(() => {
    if (asked) return;
    asked = true;
    if (!json) edge.stderr.write('Stopping; everything recorded is kept.\n');
    // A stop that fails shows itself in how the session settles.
    service.stop(sessionId).catch((error: unknown) => {
      edge.stderr.write(`${harmless(error instanceof Error ? error.message : String(error))}\n`);
    });
  });
}

interface Rest {
  readonly result: SessionResult;
  readonly delivered: readonly string[];
}

async function printSummary({ result, delivered }: Rest, { service, edge, sessionId }: FollowOptions) {
  const session = await service.session(sessionId);
  const accepted = delivered.length === 0 ? [] : await acceptedSteps(service, session);
  const summary = harmless({
    session,
    sentence: result.summary,
    exitCode: result.exitCode,
    delivered,
    accepted,
  });
  const lines = finalSummary(summary, canvasOf(edge.stdout, edge.env));
  edge.stdout.write(`\n${lines.join('\n')}\n`);
}

const MOST_COUNTED = 50;

async function acceptedSteps(
  service: SessionService,
  session: SessionDetail,
): Promise<readonly StepDetail[]> {
  const steps = session.steps.filter(({ state, votes }) => state === 'accepted' && votes.length > 0);
  // Counting lines is a nicety: a session with more steps than this does without.
  if (steps.length > MOST_COUNTED) return [];
  return Promise.all(steps.map(({ step_id }) => service.step(session.session_id, step_id)));
}
