import type { Json } from '../../../engine/json.ts';
import type { JournalEntry, JournalEvent } from '../../../engine/ports/journal.ts';
import { seededRandom } from '../../../engine/ports/random.ts';

const TITLES = ['Move a disk', 'Mend Größe', 'Add a test', 'ÄNDERUNG'];
const ENDS = ['done', 'done', 'done', 'skipped', 'failed'];

/**
 * Returns the entries of a session in which much happens: plans, plans of plans, races, rows, gates, failures; the same for
 * the same seed. `longPlan`: some plans have so many steps and more.
 */
export function randomJournal(
  seed: number,
  events: number,
  { longPlan = 0 }: { readonly longPlan?: number } = {},
): JournalEntry[] {
  return new RandomSession(seed, longPlan).entries(events);
}

const LONG_PLANS = 3;

class RandomSession {
  readonly #random;
  readonly #entries: JournalEntry[] = [];
  /** Steps that go on, with how many steps each still waits for. */
  readonly #live = new Map<string, { parent: string | null; parts: number }>();
  readonly #all: string[] = [];

  #longPlans = LONG_PLANS;
  readonly #longPlan: number;

  constructor(seed: number, longPlan: number) {
    this.#longPlan = longPlan;
    this.#random = seededRandom('journal', String(seed));
  }

  entries(events: number): JournalEntry[] {
    const root = this.#spec('session', null);
    this.#add({ type: 'session-started', id: 'session', kind: 'maker', settings: null, steps: [root] });
    for (let count = 1; count < events; count += 1) this.#happens();
    return this.#entries;
  }

  #happens(): void {
    const free = [...this.#live].filter(([, { parts }]) => parts === 0).map(([id]) => id);
    const step = free[this.#below(free.length)];
    if (step === undefined) return;
    const kinds = [
      this.#plan,
      this.#sample,
      this.#sample,
      this.#wait,
      this.#fail,
      this.#end,
      this.#end,
      this.#race,
    ];
    kinds[this.#below(kinds.length)]?.call(this, step);
  }

  #plan(step: string): void {
    const children = Array.from({ length: this.#planned() }, () => this.#spec('leaf', step));
    this.#add({ type: 'node-finished', step, node: 'plan', to: 'join', children });
  }

  #planned(): number {
    if (this.#longPlan === 0 || this.#longPlans === 0) return 1 + this.#below(5);
    this.#longPlans -= 1;
    return this.#longPlan + this.#below(this.#longPlan);
  }

  #sample(step: string): void {
    const outcome = ['valid', 'valid', 'flagged', 'no-answer'][this.#below(4)] ?? 'valid';
    const index = this.#below(50);
    const sample = {
      ...{ race: 'answer', attempt: 0, index, outcome, key: `k${this.#below(3)}`, requestId: `r${index}` },
      ...{ choice: 0, flags: [], inputTokens: 3, outputTokens: 2, costUsd: 0.5, summary: '', value: 'v' },
    };
    this.#add({ type: 'sample-recorded', step, sample });
  }

  #wait(step: string): void {
    this.#add({ type: 'gate-opened', step, gate: { trigger: 'undecided', details: 'Which?' } });
    if (this.#below(2) === 0) this.#add({ type: 'gate-decided', step, decision: { kind: 'more' } });
  }

  #fail(step: string): void {
    this.#add({ type: 'node-failed', step, node: 'vote', code: 'x', message: 'It broke.' });
  }

  #end(step: string): void {
    const parent = this.#live.get(step)?.parent ?? null;
    if (parent === null) return;
    const above = this.#live.get(parent);
    const next = this.#below(3) === 0 ? [this.#spec('race', parent, [step])] : [];
    this.#live.delete(step);
    if (above !== undefined) above.parts -= 1;
    const end = ENDS[this.#below(ENDS.length)] ?? 'done';
    this.#add({
      type: 'node-finished',
      step,
      node: 'race',
      end,
      summary: '',
      ...(next.length > 0 && { next }),
    });
  }

  /** A race that was decided at once, and the step that was planned when it had ended. */
  #race(step: string): void {
    const parent = this.#live.get(step)?.parent ?? null;
    if (parent === null) return;
    const order = ['AAA', 'ABA', '!AA-A', 'BBAB'][this.#below(4)] ?? 'AAA';
    const flags = [{ at: 0, rule: 'no-move', reason: 'It names no move.' }];
    const race = { k: 2, order, keys: ['k0', 'k1'], state: 'k0', ...(order.startsWith('!') && { flags }) };
    this.#live.delete(step);
    const id = `z${this.#all.length}`;
    const index = this.#all.length;
    this.#all.push(id);
    this.#live.set(id, { parent, parts: 0 });
    const next = [{ id, dependsOn: [], graph: 'race', input: { title: `Move ${index}`, index, count: 9 } }];
    const spend = { calls: order.length, tokens: order.length * 6 };
    this.#add({
      type: 'node-finished',
      step,
      node: 'race',
      end: 'done',
      summary: 'moved',
      spend,
      race,
      next,
    });
  }

  #spec(graph: string, parent: string | null, needs: string[] = []): Json {
    const id = this.#all.length === 0 ? 'task' : `${'sSé'[this.#below(3)]}${this.#all.length}`;
    const needed = this.#all[this.#below(this.#all.length)];
    const dependsOn = needs.length === 0 && needed !== undefined && this.#below(3) === 0 ? [needed] : needs;
    this.#all.push(id);
    this.#live.set(id, { parent, parts: 0 });
    const above = parent === null ? undefined : this.#live.get(parent);
    if (above !== undefined) above.parts += 1;
    const brief = {
      ...{ id, title: TITLES[this.#below(TITLES.length)] ?? '', description: `About ${this.#below(9)}` },
      ...{ kind: 'edit', depth: 1, promise: { kind: 'none' }, mayBreak: [], files: [] },
    };
    return { id, dependsOn, graph, input: { brief, ancestors: [], index: 1, count: 1 } };
  }

  #add(event: JournalEvent): void {
    const seq = this.#entries.length + 1;
    this.#entries.push({ seq, at: 1000 + seq, event });
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }
}
