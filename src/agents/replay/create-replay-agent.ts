import { MicrofactoryError } from '../../engine/error.ts';
import type { Microagent } from '../../engine/ports/microagent.ts';
import { answerKey, type Recording } from './recorded-answers.ts';

/** Returns an agent that gives recorded answers by (step, role, sample index); an answer that was not recorded is `not-found`. */
export function createReplayAgent({ source, answers }: Recording): Microagent {
  return {
    name: 'replay',
    // What was asked in other words was recorded under its own number.
    paraphrases: true,
    // Async, so that a missing answer rejects instead of throwing at the caller.
    async propose({ stepId, role, sampleIndex }, signal) {
      if (signal.aborted) throw cancelled();
      const key = answerKey({ step: stepId, role, sample: sampleIndex });
      const answer = answers.get(key);
      if (answer === undefined)
        throw notRecorded(`${source} has no answer of ${role} for step ${stepId}, sample ${sampleIndex}`);
      return {
        text: answer.text,
        agent: 'replay',
        model: answer.model,
        finish: { unified: answer.finish, raw: null },
        usage: { input: 0, output: 0, cachedInput: 0 },
        requestId: answer.request ?? `replay:${key}`,
        choice: answer.choice,
        latencyMs: 0,
        costUsd: 0,
      };
    },
  };
}

function notRecorded(what: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'not-found', message: `${what}: record it or use another provider.` });
}

function cancelled(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The sample was cancelled.' });
}
