import type { SessionService } from '../../protocol/service.ts';
import type { OutlineRow } from '../../protocol/outline.ts';

/** Most rows that the service gives at once. */
export const STEPS_PAGE = 200;

/** The steps of one session that a tree shows, fetched page by page and only when they are looked at. */
export class StepsOfSession {
  readonly #sessionId: string;
  readonly #unfolded = new Set<string>();
  #pages = 1;
  #rows: Promise<readonly OutlineRow[]> | undefined;
  #total = 0;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** What was fetched is out of date. */
  forget(): void {
    this.#rows = undefined;
  }

  nextPage(): void {
    this.#pages += 1;
    this.forget();
  }

  /** Returns the steps right beneath a step, or beneath the session. */
  async beneath(service: SessionService, parent: OutlineRow | undefined): Promise<readonly OutlineRow[]> {
    if (parent?.folded === true && !this.#unfolded.has(parent.step_id)) {
      this.#unfolded.add(parent.step_id);
      this.forget();
    }
    const rows = await this.#fetched(service);
    if (parent !== undefined) return rows.filter((row) => row.parent_id === parent.step_id);
    const known = new Set(rows.map((row) => row.step_id));
    return rows.filter((row) => row.parent_id === null || !known.has(row.parent_id));
  }

  /** How many rows were not fetched yet. */
  async left(service: SessionService): Promise<number> {
    const rows = await this.#fetched(service);
    return Math.max(0, this.#total - rows.length);
  }

  #fetched(service: SessionService): Promise<readonly OutlineRow[]> {
    if (this.#rows === undefined) {
      const rows = this.#fetch(service);
      this.#rows = rows;
      rows.catch(() => {
        if (this.#rows === rows) this.#rows = undefined;
      });
    }
    return this.#rows;
  }

  async #fetch(service: SessionService): Promise<readonly OutlineRow[]> {
    const rows: OutlineRow[] = [];
    for (let page = 0; page < this.#pages; page += 1) {
      const found = await service.outline({
        sessionId: this.#sessionId,
        unfolded: [...this.#unfolded],
        offset: rows.length,
        limit: STEPS_PAGE,
      });
      this.#total = found.total;
      rows.push(...found.rows);
      if (found.rows.length === 0 || rows.length >= found.total) break;
    }
    return rows;
  }
}
