import { classified, MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { Critic, Critique } from '../../engine/maker/redflag/red-flag-rules.ts';
import type { RedFlag } from '../../engine/maker/red-flag.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../engine/ports/microagent.ts';
import type { Template } from '../../prompts/index.ts';

export interface CriticOptions {
  /** Asked as a solution discriminator is, with the answer as its only option. */
  readonly agent: Microagent;
  readonly maxTokens: number;
  /** Told once, by the first critique that says nothing of its answer. */
  readonly onWarning?: (sentence: string) => void;
}

/**
 * Returns a critic that asks a model once about each answer, and about equal answers to a step once. A critique that
 * can't be read raises no flag, nor does one that was refused, cut off or never came: it says nothing of the answer.
 */
export function createCritic({ agent, maxTokens, onWarning }: CriticOptions): Critic {
  const known = new Map<string, Promise<Critique>>();
  let isWarned = false;
  const unread = (what: string): void => {
    if (!isWarned)
      onWarning?.(
        `A critique flags nothing, since ${what}: look at prompt_template, model and max_tokens of llm_critique in red_flaggers.`,
      );
    isWarned = true;
  };
  const ask = async (request: ProposeRequest, signal: AbortSignal): Promise<Critique> => {
    try {
      return critiqueOf(await agent.propose(request, signal), unread);
    } catch (error) {
      const { code, message } = classified(error);
      if (!SAYS_NOTHING.has(code)) throw error;
      unread(message.replace(/[.!]$/, ''));
      return { flags: [], calls: 1, inputTokens: 0, outputTokens: 0, costUsd: null };
    }
  };
  return async ({ request, text }, signal) => {
    const key = JSON.stringify([request.stepId, request.role, request.evidence.feedback, text]);
    const before = known.get(key);
    if (before !== undefined) return { flags: (await before).flags, ...NOTHING_SPENT };
    const asked = ask({ ...request, role: 'solution_discriminator', options: [text], maxTokens }, signal);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}

/** Throws `configuration` for a template that does not show the answer. */
export function checkShowsAnswer({ source, origin }: Template): void {
  if (/\boptions\b/.test(source)) return;
  throw new MicrofactoryError({
    code: 'configuration',
    message: `The template of llm_critique (${origin}) does not show the answer: write {{#each options}}{{text}}{{/each}} where it is to stand.`,
  });
}

const MOST_KNOWN = 1000;
const NOTHING_SPENT = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
} as const;

/** Failures of a call that more of the same would not mend, and that are no reason to stop a session. */
const SAYS_NOTHING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model-refusal',
  'model-truncated',
  'model-stall',
]);

type Unread = (what: string) => void;

function critiqueOf({ text, usage, costUsd, model }: RawAnswer, unread: Unread): Critique {
  return {
    flags: flagIn(text, { model, unread }),
    calls: 1,
    inputTokens: usage.input,
    ...(usage.cachedInput > 0 && { cachedInputTokens: usage.cachedInput }),
    outputTokens: usage.output,
    costUsd: costUsd ?? null,
  };
}

function flagIn(text: string, { model, unread }: { model: string; unread: Unread }): RedFlag[] {
  const bare = text
    .trim()
    .replace(/^```(?:json)?\s*/, '')
    .replace(/\s*```$/, '');
  const said = parseJson(bare);
  if (!isRecord(said) || typeof said['flag'] !== 'boolean') {
    unread('what it says is not {"flag": true} or {"flag": false} in JSON');
    return [];
  }
  if (!said['flag']) return [];
  const fault = typeof said['reason'] === 'string' ? said['reason'].trim().split('\n')[0] : '';
  const reason = fault === '' || fault === undefined ? 'it gave no reason' : fault.slice(0, 300);
  return [{ rule: 'llm-critique', reason: `${model} flags it: ${reason}`, evidence: text.slice(0, 1000) }];
}
