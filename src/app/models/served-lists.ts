import { createHash } from 'node:crypto';
import type { ServedModel } from '../../models/index.ts';

/** Whose list it is: another key may see other models. */
export interface ListOwner {
  readonly provider: string;
  readonly baseUrl: string;
  readonly key: string | undefined;
}

const KEPT_MS = 5 * 60_000;

/** Servers' lists of models, kept in memory for a short while; failures are not kept. */
export class ServedLists {
  readonly #now: () => number;
  readonly #kept = new Map<
    string,
    { readonly until: number; readonly list: Promise<readonly ServedModel[]> }
  >();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Returns the list as it was read a short while ago, else reads it; `fresh` reads it in any case. */
  get(
    owner: ListOwner,
    read: () => Promise<readonly ServedModel[]>,
    fresh: boolean,
  ): Promise<readonly ServedModel[]> {
    const name = nameOf(owner);
    const kept = this.#kept.get(name);
    if (kept !== undefined && !fresh && this.#now() < kept.until) return kept.list;
    const list = read();
    this.#kept.set(name, { until: this.#now() + KEPT_MS, list });
    list.catch(() => {
      if (this.#kept.get(name)?.list === list) this.#kept.delete(name);
    });
    return list;
  }
}

/** Without the key itself. */
function nameOf({ provider, baseUrl, key }: ListOwner): string {
  return createHash('sha256')
    .update(JSON.stringify([provider, baseUrl, key ?? null]))
    .digest('hex');
}
