import { classified, type ErrorCode } from '../engine/error.ts';
import { isRecord, parseJson } from '../engine/json.ts';
import type { ChatModel, TokenUsage } from '../engine/ports/chat-model.ts';

/** What one small call to a model showed; the same shape whether it went well or not. */
export interface ProbeResult {
  readonly ok: boolean;
  readonly latencyMs: number;
  readonly usage: TokenUsage;
  /** True when the answer was exactly the JSON that was asked for. */
  readonly formatObeyed: boolean;
  readonly text: string;
  /** The model as the server returned it; the one asked for when there was no answer. */
  readonly model: string;
  readonly costUsd?: number;
  readonly problem?: { readonly code: ErrorCode; readonly message: string };
}

const ASKED = '{"ready": true, "sum": 12}';
const NO_USAGE: TokenUsage = { input: 0, output: 0, cachedInput: 0 };

/** Asks the model once for a tiny fixed JSON and returns latency, tokens and whether it kept to the format. Never throws for what the model does. */
export async function probeModel(model: ChatModel, signal?: AbortSignal): Promise<ProbeResult> {
  try {
    const answer = await model.complete(
      {
        messages: [
          { role: 'system', content: 'You answer with JSON only: no prose, no code fence.' },
          { role: 'user', content: `Answer with exactly this JSON object and nothing else:\n${ASKED}` },
        ],
        // Room for models that reason before they answer.
        maxTokens: 1024,
        temperature: 0,
        about: { purpose: 'probe' },
      },
      signal,
    );
    const { text, usage, latencyMs, costUsd } = answer;
    const ok = answer.finish.unified === 'stop';
    const cost = costUsd === undefined ? {} : { costUsd };
    return { ok, latencyMs, usage, formatObeyed: obeys(text), text, model: answer.model, ...cost };
  } catch (error) {
    const { code, message } = classified(error);
    const nothing = { ok: false, latencyMs: 0, usage: NO_USAGE, formatObeyed: false, text: '' };
    return { ...nothing, model: model.model, problem: { code, message } };
  }
}

function obeys(text: string): boolean {
  const value = parseJson(text.trim());
  return isRecord(value) && value['ready'] === true && value['sum'] === 12 && Object.keys(value).length === 2;
}
