import { MicrofactoryError } from '../../engine/error.ts';

/** What requests take from a budget; dollars are undefined where no price is known. */
export interface Spending {
  readonly calls: number;
  readonly tokens: number;
  readonly usd: number | undefined;
}

/** What a session may spend in all; what nobody limits is missing. */
export interface PurseLimits {
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxCalls?: number;
}

/** What a request may cost at most: nobody else may spend it until the request is settled. */
export interface Reservation {
  /** The request has ended; so much it took. */
  settle(spent: Spending): void;
}

/** The budget of one session, shared by all its models. */
export interface Purse {
  readonly limits: PurseLimits;
  /**
   * Reserves what a request may cost at most. Where that only fits once others have settled for less, it waits for them;
   * throws `budget` where it can't fit, and `cancelled`.
   */
  reserve(most: Spending, model: string, signal: AbortSignal): Promise<Reservation>;
}

export interface PurseOptions {
  readonly limits: PurseLimits;
  /** What the session has spent before. */
  readonly spent?: Spending;
}

const AMOUNTS = ['calls', 'tokens', 'usd'] as const;
type Amount = (typeof AMOUNTS)[number];
type Sum = Record<Amount, number>;

/** Returns the purse of a session. The minutes of a session are counted where its steps run. */
export function createPurse({ limits, spent }: PurseOptions): Purse {
  const most: Sum = {
    calls: limits.maxCalls ?? Infinity,
    tokens: limits.maxTokens ?? Infinity,
    usd: limits.maxUsd ?? Infinity,
  };
  const gone = sumOf(spent ?? { calls: 0, tokens: 0, usd: 0 });
  const underWay: Sum = { calls: 0, tokens: 0, usd: 0 };
  let settled = nextSettlement();

  const broken = (wish: Sum, alsoUnderWay: boolean): Amount | undefined =>
    AMOUNTS.find((name) => gone[name] + (alsoUnderWay ? underWay[name] : 0) + wish[name] > most[name]);

  const take = (wish: Sum): Reservation => {
    add(underWay, wish, 1);
    let isOpen = true;
    return {
      settle: (actual) => {
        if (!isOpen) return;
        isOpen = false;
        add(underWay, wish, -1);
        // A price that turns out unknown counts as what was expected of it.
        add(gone, sumOf({ ...actual, usd: actual.usd ?? wish.usd }), 1);
        settled.tell();
        settled = nextSettlement();
      },
    };
  };

  return {
    limits,
    async reserve(request, model, signal) {
      if (most.usd !== Infinity && request.usd === undefined) throw priceUnknown(model);
      const wish = sumOf(request);
      for (;;) {
        if (signal.aborted) throw cancelled();
        const never = broken(wish, false);
        if (never !== undefined) throw tooMuch(never, { wish, left: most[never] - gone[never], model });
        if (broken(wish, true) === undefined) return take(wish);
        await orAborted(settled.told, signal);
      }
    },
  };
}

function nextSettlement() {
  const { promise, resolve } = withResolvers();
  return { told: promise, tell: resolve };
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

function orAborted(told: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = withResolvers();
  signal.addEventListener('abort', resolve, { once: true });
  void told.then(resolve);
  return promise.finally(() => signal.removeEventListener('abort', resolve));
}

function sumOf({ calls, tokens, usd }: Spending): Sum {
  return { calls, tokens, usd: usd ?? 0 };
}

function add(sum: Sum, more: Sum, sign: 1 | -1): void {
  for (const name of AMOUNTS) sum[name] += sign * more[name];
}

/** Says that a budget in dollars can't be held, and what can be done. */
export function priceUnknown(model: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `The price of ${model} is not known, so that max_usd can't be held: write it under prices: in ~/.microfactory/config.yaml, or limit the session by --max-tokens in place of --max-usd.`,
  });
}

interface Refused {
  readonly wish: Sum;
  readonly left: number;
  readonly model: string;
}

function tooMuch(name: Amount, { wish, left, model }: Refused): MicrofactoryError {
  const holds = left <= 0 ? undefined : `${said(name, left)} left, and`;
  if (holds === undefined || name === 'calls') return usedUp(name);
  return budget(
    `The budget for ${name} has ${holds} the next request to ${model} may take up to ${said(name, wish[name])}; raise it and resume.`,
  );
}

function usedUp(name: Amount): MicrofactoryError {
  return budget(`The budget for ${name} is used up; raise it and resume.`);
}

function said(name: Amount, value: number): string {
  return name === 'usd' ? `$${value.toPrecision(2)}` : String(Math.floor(value));
}

function budget(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'budget', message });
}

function cancelled(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The request to the model was cancelled.' });
}
