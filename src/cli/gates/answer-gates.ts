import { questionKind } from '../../protocol/questions.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { WaitState } from '../../protocol/session.ts';
import type { Output } from '../edge.ts';
import { gateLines } from '../views/gate.ts';
import { harmless } from '../views/harmless.ts';
import type { Canvas } from '../views/paint.ts';
import type { Asker } from './asker.ts';
import { decideAtGate } from './decide-at-gate.ts';
import { verifierLines } from './verifier-lines.ts';

export interface AnswerGatesOptions {
  readonly service: SessionService;
  readonly sessionId: string;
  readonly asker: Asker;
  readonly output: Output;
  readonly canvas: Canvas;
  /** Gates that a person put off already; filled up here. */
  readonly putOff: Set<string>;
}

/** What became of the questions: `none` leaves everything waiting, `resting` needs a resume, `live` goes on by itself. */
export type Answers = 'none' | 'resting' | 'live';

/** Asks a person about everything that waits in a session, and records the answers. */
export async function answerGates(options: AnswerGatesOptions): Promise<Answers> {
  const { service, sessionId } = options;
  const session = await service.session(sessionId);
  let answers: Answers = 'none';
  for (const wait of session.metadata.waiting) {
    if (questionKind(wait) === undefined || options.putOff.has(nameOf(wait))) continue;
    const answer = await answerGate(wait, options);
    if (answer === undefined) continue;
    answers = answer.live ? 'live' : answers === 'live' ? 'live' : 'resting';
    if (answer.stopped) break;
  }
  return answers;
}

async function answerGate(wait: WaitState, options: AnswerGatesOptions) {
  const { service, sessionId, asker, output, canvas, putOff } = options;
  const detail = harmless(await service.step(sessionId, wait.step_id));
  const lines = wait.trigger === 'verifier' ? verifierLines(wait, canvas) : gateLines(detail, wait, canvas);
  output.write(`${lines.join('\n')}\n`);
  const decision = await decideAtGate({ wait, detail }, asker);
  if (decision === undefined) {
    putOff.add(nameOf(wait));
    return undefined;
  }
  const { live } = await service.decide({ sessionId, stepId: wait.step_id, decision });
  return { live, stopped: decision.kind === 'stop' };
}

/** A gate that opens again for another reason is another question. */
function nameOf(wait: WaitState): string {
  return JSON.stringify([wait.step_id, wait.trigger, wait.details]);
}
