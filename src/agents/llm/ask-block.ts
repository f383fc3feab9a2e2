import { createHash } from 'node:crypto';
import type { ChatModel, ChatRequest, Completion } from '../../engine/ports/chat-model.ts';

export interface BlockSample {
  readonly request: ChatRequest;
  /** Its answer is drawn, and nothing of substance is said to it alone: it may be one choice of several. */
  readonly isDrawn: boolean;
}

/** Asks all samples of a block; returns the promise of an answer for each, in their order. */
export type BlockAsker = (
  samples: readonly BlockSample[],
  signal: AbortSignal,
) => readonly Promise<Completion>[];

/**
 * Returns an asker that draws the samples of a prompt's first block as choices of one request, where the model has
 * choices: the prompt is then billed once. What is asked later is asked singly, in words of its own.
 */
export function createBlockAsker(model: ChatModel): BlockAsker {
  const isFirst = firstTimes();
  let hasChoices = model.completeMany !== undefined;

  const choices = async (request: ChatRequest, count: number, signal: AbortSignal) => {
    // A server that heeds the seed would draw the same choice each time.
    const { seed, ...drawn } = request;
    void seed;
    const given = (await model.completeMany?.(drawn, count, signal)) ?? [];
    if (given.length < count) hasChoices = false;
    return given;
  };

  return (samples, signal) => {
    const drawn = samples.filter(({ isDrawn }) => isDrawn);
    const isOneRequest = isFirst(samples) && hasChoices && drawn.length > 1;
    const single = ({ request }: BlockSample) => model.complete(request, signal);
    if (!isOneRequest) return samples.map(single);
    // In their order: what goes ahead of the rest is the first sample.
    const before = samples
      .filter(({ isDrawn }) => !isDrawn)
      .map((sample) => [sample, single(sample)] as const);
    const given = choices((drawn[0] as BlockSample).request, drawn.length, signal);
    const after = drawn.map(
      (sample, at) => [sample, given.then((all) => all[at] ?? single(sample))] as const,
    );
    const answers = new Map([...before, ...after]);
    return samples.map((sample) => answers.get(sample) as Promise<Completion>);
  };
}

const MOST_REMEMBERED = 1000;

/** Returns whether a block's prompt is asked for the first time. */
function firstTimes(): (samples: readonly BlockSample[]) => boolean {
  const asked = new Set<string>();
  return ([sample]) => {
    const prompt = createHash('sha256').update(JSON.stringify(sample?.request.messages)).digest('base64');
    if (asked.has(prompt)) return false;
    asked.add(prompt);
    for (const oldest of asked) if (asked.size > MOST_REMEMBERED) asked.delete(oldest);
    return true;
  };
}
