import { MicrofactoryError } from '../../engine/error.ts';

/** What the name of a simulated model says. */
export type NoiseModel = SteadyNoise | PaperNoise;

/** Every sample on its own; every step alike, unless `alike` says how much so. */
export interface SteadyNoise {
  readonly kind: 'steady';
  /** Chance that a valid answer is right. */
  readonly right: number;
  /** Chance that an answer raises no red flag. */
  readonly valid: number;
  /** Wrong answers all agree (the worst case, which the formulas of the paper are about), or fall on two alike. */
  readonly rivals: 1 | 2;
  readonly wrongWhenFlagged: number;
  /** The share of wrong answers is drawn for each step from Beta(alike · (1 − right), alike · right); undefined: it is no draw. */
  readonly alike: number | undefined;
}

/** Steps differ: a few are hard, most are not. */
export interface PaperNoise {
  readonly kind: 'paper';
  /** The number of a step that is as hard as the hardest of the paper's run; undefined: none is. */
  readonly hard: number | undefined;
  readonly wrongWhenFlagged: number;
}

/**
 * The noise that fits the curves of the million-step run in arXiv 2511.09030: shares of flagged answers, and of wrong ones
 * among the others, are drawn for each step from beta distributions. Wrong answers fall on two rivals. The hard step is
 * the one that was decided by 9 : 6 : 3; both rivals made the same illegal move there.
 */
export const PAPER = {
  flagged: { a: 0.49, b: 14.25 },
  wrong: { a: 0.01853, b: 82.07 },
  rivals: [2, 1],
  hard: { wrong: 0.444, rivals: [2, 1] },
} as const;

/** An assumption: the paper says that long and malformed answers err more often, and not how often. */
const WRONG_WHEN_FLAGGED = 0.06;

const SHARE = /^(?:\d*\.)?\d+$/;

/**
 * Returns what the name says: `simulated` (never wrong), `p=0.9` with `v=0.97`, `rivals=1`, `alike=7` and `wf=0.06` if wanted, or
 * `paper` with `hard=1000` and `wf=0.06`; parts are separated by commas. Throws `configuration` for other names.
 */
export function readNoiseModel(model: string): NoiseModel {
  const [head = '', ...others] = model.split(',');
  const parts = new Parts(others, () => unknownModel(model));
  const wrongWhenFlagged = parts.share('wf', WRONG_WHEN_FLAGGED);
  const read = head === 'paper' ? paper(parts, wrongWhenFlagged) : steady(head, parts, wrongWhenFlagged);
  parts.end();
  return read;
}

function paper(parts: Parts, wrongWhenFlagged: number): PaperNoise {
  return { kind: 'paper', hard: parts.step('hard'), wrongWhenFlagged };
}

function steady(head: string, parts: Parts, wrongWhenFlagged: number): SteadyNoise {
  if (head === 'simulated') return { ...NEVER_WRONG, wrongWhenFlagged };
  const right = parts.asShare(/^p=(.*)$/.exec(head)?.[1] ?? '');
  const rivals = parts.step('rivals') ?? 2;
  if (rivals > 2) throw parts.refusal();
  return {
    kind: 'steady',
    right,
    valid: parts.share('v', 1),
    rivals: rivals === 1 ? 1 : 2,
    wrongWhenFlagged,
    alike: parts.step('alike'),
  };
}

const NEVER_WRONG = { kind: 'steady', right: 1, valid: 1, rivals: 2, alike: undefined } as const;

/** The parts after the first, each of which may be asked for once. */
class Parts {
  readonly #values: Map<string, string>;
  readonly refusal: () => MicrofactoryError;

  constructor(parts: readonly string[], refusal: () => MicrofactoryError) {
    this.refusal = refusal;
    const pairs = parts.map((part) => /^(\w+)=(.*)$/.exec(part));
    this.#values = new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
    if (this.#values.size < parts.length) throw refusal();
  }

  share(name: string, otherwise: number): number {
    const text = this.#take(name);
    return text === undefined ? otherwise : this.asShare(text);
  }

  step(name: string): number | undefined {
    const text = this.#take(name);
    if (text !== undefined && !/^[1-9]\d{0,9}$/.test(text)) throw this.refusal();
    return text === undefined ? undefined : Number(text);
  }

  asShare(text: string): number {
    if (SHARE.test(text) && Number(text) <= 1) return Number(text);
    throw this.refusal();
  }

  /** Throws when a part was not asked for. */
  end(): void {
    if (this.#values.size > 0) throw this.refusal();
  }

  #take(name: string): string | undefined {
    const text = this.#values.get(name);
    this.#values.delete(name);
    return text;
  }
}

function unknownModel(model: string): MicrofactoryError {
  const message = `The provider simulated has no model ${model}: name how often it is right, for example --llm-model p=0.9, or p=0.9,v=0.97 for 3 % of red flags besides, or paper for steps of which a few are hard.`;
  return new MicrofactoryError({ code: 'configuration', message });
}
