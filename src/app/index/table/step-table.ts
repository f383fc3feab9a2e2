import type { StepView } from '../../view/step-view.ts';
import { noCounts, type StateCounts } from '../../view/state-counts.ts';
import { Breather } from '../breather.ts';
import { BlockTable, blockOf, endOf } from './block-table.ts';
import { BranchTable, NONE, STATES, TOP, type Weight } from './branch-table.ts';
import { IntColumn } from '../columns/int-column.ts';
import { isRootIn, isSolvedIn, isUnverifiedIn, lookOf, phaseIn, stateIn } from './look.ts';
import { NeedsTable } from './needs-table.ts';
import { StringTable } from '../columns/string-table.ts';

/** Where a step's race stands, as lists show it; null before the first vote. */
export interface Standing {
  readonly k: number;
  readonly leader: number | null;
  readonly rival: number | null;
  readonly dissent: number;
  readonly redFlags: number;
}

/** Where steps are in the tree, by number. */
export interface Places {
  /** The branch that it is in; NONE for the step that stands for the session. */
  readonly within: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  /** The branch of its own children, or NONE. */
  readonly branch: Int32Array;
  /** Numbers of what it is called and what it is about, in `texts`. */
  readonly title: Int32Array;
  readonly description: Int32Array;
  /** Of a branch: the step whose children it holds, and the first of them. */
  readonly owner: Int32Array;
  readonly first: Int32Array;
}

/** A session begins with the step that stands for it. */
const FIRST = 0;

const WITHOUT_WEIGHT: Weight = { leaf: NONE, unfinished: 0, gated: 0 };

/**
 * All steps of a session, ended ones too, with what lists and drawings show of them: a few numbers each. A step's number
 * is its place in the order in which steps were added, so that parents come before children.
 */
export class StepTable {
  sessionId = '';
  /** Changes whenever a step does. */
  version = 0;
  readonly ids = new StringTable();
  /** Titles, descriptions and kinds; a million steps may share a few. */
  readonly texts = new StringTable();
  readonly branches = new BranchTable();
  readonly blocks = new BlockTable();
  readonly needs = new NeedsTable();
  /** What each waiting step waits for. */
  readonly triggers = new Map<number, string>();
  readonly #phases = new StringTable();
  readonly #standings = new StringTable();
  /** The branch that it is in; NONE for the step that stands for the session. */
  readonly #within = new IntColumn();
  readonly #previous = new IntColumn();
  readonly #next = new IntColumn();
  /** Place among its siblings, from 0. */
  readonly #position = new IntColumn();
  /** The branch of its own children, or NONE. */
  readonly #branch = new IntColumn();
  readonly #title = new IntColumn();
  readonly #description = new IntColumn();
  readonly #kind = new IntColumn();
  readonly #look = new IntColumn();
  readonly #standing = new IntColumn();
  readonly #addedBy = new IntColumn();
  readonly #begun = new IntColumn();
  readonly #ended = new IntColumn();
  #roots = 0;

  get length(): number {
    return this.#look.length;
  }

  /** Steps that stand for the session. */
  get roots(): number {
    return this.#roots;
  }

  /** Adds a step that was just planned, by the entry of that number. */
  add(step: StepView, seq: number): number {
    const known = this.ids.find(step.id);
    if (known !== NONE) return known;
    const at = this.ids.intern(step.id);
    this.version += 1;
    const within = step.parent === null ? NONE : this.#branchOf(this.ids.find(step.parent));
    this.#within.push(within);
    this.#branch.push(NONE);
    const { title, description, kind } = step.input.brief;
    const texts = { title: this.texts.intern(title), description: this.texts.intern(description) };
    this.#title.push(texts.title);
    this.#description.push(texts.description);
    this.#kind.push(this.texts.intern(kind));
    const look = this.#lookOf(step);
    this.#look.push(look);
    this.#standing.push(this.#standings.intern(''));
    this.#addedBy.push(seq);
    this.#begun.push(0);
    this.#ended.push(0);
    this.#previous.push(NONE);
    this.#next.push(NONE);
    this.#position.push(within === NONE ? 0 : this.branches.count.at(within));
    this.blocks.add(at, { look, ...texts, previous: within === NONE ? NONE : this.branches.last.at(within) });
    if (within === NONE) this.#roots += 1;
    else this.#append(at, within);
    this.needs.add(step, at, this);
    return at;
  }

  /** Takes over how a step is now. */
  update(at: number, step: StepView, standing: Standing): void {
    const before = this.#weight(at);
    this.version += 1;
    const look = this.#lookOf(step);
    this.blocks.looksChanged(at, this.#look.at(at), look);
    this.#look.set(at, look);
    this.blocks.gatedChanged(at, (step.gate === undefined ? 0 : 1) - before.gated);
    if (step.gate === undefined) this.triggers.delete(at);
    else this.triggers.set(at, step.gate.trigger);
    const { k, leader, rival, dissent, redFlags } = standing;
    this.#standing.set(
      at,
      this.#standings.intern([k, leader ?? '', rival ?? '', dissent, redFlags].join(' ')),
    );
    if (!this.isRoot(at)) this.branches.weigh(this.within(at), before, this.#weight(at));
  }

  /** Notes the entries with which the step began and, so far, ended. */
  heard(at: number, seq: number): void {
    if (this.#begun.at(at) === 0) this.#begun.set(at, seq);
    this.#ended.set(at, seq);
  }

  /** Numbers of the entries that added it, and that were the first and the last about it; 0: none yet. */
  entriesOf(at: number): { readonly addedBy: number; readonly first: number; readonly last: number } {
    return { addedBy: this.#addedBy.at(at), first: this.#begun.at(at), last: this.#ended.at(at) };
  }

  /** The columns that loops over very many steps read, as they are until a step is added. */
  get places(): Places {
    return {
      within: this.#within.values,
      previous: this.#previous.values,
      next: this.#next.values,
      branch: this.#branch.values,
      title: this.#title.values,
      description: this.#description.values,
      owner: this.branches.owner.values,
      first: this.branches.first.values,
    };
  }

  /** State and kind of each step, for `stateIn`, `isRootIn` and `isSolvedIn` of `look.ts`; as they are until a step is added. */
  get looks(): Int32Array {
    return this.#look.values;
  }

  /** Number of the state in STATES. */
  state(at: number): number {
    return stateIn(this.#look.at(at));
  }

  isRoot(at: number): boolean {
    return isRootIn(this.#look.at(at));
  }

  isUnverified(at: number): boolean {
    return isUnverifiedIn(this.#look.at(at));
  }

  phase(at: number): string {
    return this.#phases.get(phaseIn(this.#look.at(at)));
  }

  title(at: number): string {
    return this.texts.get(this.#title.at(at));
  }

  kind(at: number): string {
    return this.texts.get(this.#kind.at(at));
  }

  standing(at: number): Standing {
    const [k, leader, rival, dissent, redFlags] = this.#standings.get(this.#standing.at(at)).split(' ');
    const orNull = (text: string | undefined): number | null =>
      text === undefined || text === '' ? null : Number(text);
    return {
      k: Number(k),
      leader: orNull(leader),
      rival: orNull(rival),
      dissent: Number(dissent ?? 0),
      redFlags: Number(redFlags ?? 0),
    };
  }

  within(at: number): number {
    return this.#within.at(at);
  }

  previous(at: number): number {
    return this.#previous.at(at);
  }

  next(at: number): number {
    return this.#next.at(at);
  }

  /** Place among its siblings, from 0. */
  position(at: number): number {
    return this.#position.at(at);
  }

  branch(at: number): number {
    return this.#branch.at(at);
  }

  /**
   * Returns the number behind a row that begins with the step: siblings without parts, numbered one after the other, in
   * its block. The step's own number when it is in no row.
   */
  rowEnd(at: number): number {
    const block = blockOf(at);
    return this.blocks.isRow(block) ? endOf(block, this.length) : at;
  }

  childrenOf(at: number): number {
    const branch = this.#branch.at(at);
    return branch === NONE ? 0 : this.branches.count.at(branch);
  }

  /** The step that it is a part of; NONE at the top, and for the step that stands for the session. */
  parent(at: number): number {
    const within = this.#within.at(at);
    return within === NONE ? NONE : this.branches.owner.at(within);
  }

  /** The step that added it: at the top, the one that stands for the session; NONE for that one. */
  parentOrRoot(at: number): number {
    const parent = this.parent(at);
    return parent !== NONE || this.isRoot(at) ? parent : FIRST;
  }

  level(at: number): number {
    return this.branches.level.at(this.#within.at(at));
  }

  /** True when it is solved itself: what progress counts. */
  isLeaf(at: number): boolean {
    return this.#branch.at(at) === NONE && isSolvedIn(this.#look.at(at));
  }

  /** Returns the leaves beneath it (itself, when it is one), by state. */
  leavesOf(at: number): StateCounts {
    const counts = noCounts();
    this.addLeaves(at, counts);
    return counts;
  }

  addLeaves(at: number, counts: StateCounts): void {
    const branch = this.#branch.at(at);
    if (branch !== NONE) this.branches.addLeaves(branch, counts);
    else if (this.isLeaf(at)) counts[STATES[this.state(at)] ?? 'planned'] += 1;
  }

  /** Nothing in it is open, waits or failed. */
  isFinished(at: number): boolean {
    const branch = this.#branch.at(at);
    return isFinished(this.state(at)) && (branch === NONE || this.branches.unfinished.at(branch) === 0);
  }

  /** What is to be saved: numbers, then texts, then what is neither. */
  get columns(): readonly IntColumn[] {
    const own = [
      this.#within,
      this.#previous,
      this.#next,
      this.#position,
      this.#branch,
      this.#title,
      this.#description,
      this.#kind,
      this.#look,
    ];
    return [
      ...own,
      ...[this.#standing, this.#addedBy, this.#begun, this.#ended],
      ...this.branches.columns,
      ...this.blocks.columns,
      ...this.needs.columns,
      ...this.#strings.flatMap(({ columns }) => columns),
    ];
  }

  get lists(): readonly { readonly bytes: Uint8Array; load(bytes: Uint8Array): void }[] {
    return this.#strings.flatMap(({ texts, lower }) => [texts, lower]);
  }

  /** Takes over what was saved and is neither number nor text, once columns and lists were loaded. */
  async load(saved: {
    readonly sessionId: string;
    readonly roots: number;
    readonly triggers: Iterable<readonly [number, string]>;
    readonly awaited: readonly (readonly [string, readonly number[]])[];
  }): Promise<void> {
    this.sessionId = saved.sessionId;
    this.#roots = saved.roots;
    for (const [at, trigger] of saved.triggers) this.triggers.set(at, trigger);
    this.needs.load(saved.awaited);
    const breather = new Breather({ lookEvery: 1 });
    for (const strings of this.#strings) await strings.findable(breather);
  }

  get #strings(): readonly StringTable[] {
    return [this.ids, this.texts, this.#phases, this.#standings];
  }

  /** The branch that holds the step's children, made for the first one. The session's own step has those at the top. */
  #branchOf(parent: number): number {
    if (parent === NONE || this.isRoot(parent)) return TOP;
    const known = this.#branch.at(parent);
    if (known !== NONE) return known;
    const before = this.#weight(parent);
    const branch = this.branches.add(parent, this.within(parent));
    this.#branch.set(parent, branch);
    this.blocks.noRow(parent);
    // It is no leaf any more.
    this.branches.weigh(this.within(parent), before, this.#weight(parent));
    return branch;
  }

  #append(at: number, within: number): void {
    const { first, last, count } = this.branches;
    const before = last.at(within);
    this.#previous.set(at, before);
    if (before === NONE) first.set(within, at);
    else this.#next.set(before, at);
    last.set(within, at);
    count.add(within, 1);
    this.branches.weigh(within, WITHOUT_WEIGHT, this.#weight(at));
  }

  #weight(at: number): Weight {
    const state = this.state(at);
    return {
      leaf: this.isLeaf(at) ? state : NONE,
      unfinished: isFinished(state) ? 0 : 1,
      gated: this.triggers.has(at) ? 1 : 0,
    };
  }

  #lookOf(step: StepView): number {
    return lookOf(step, this.#phases.intern(step.phase));
  }
}

const ACCEPTED = STATES.indexOf('accepted');
const SKIPPED = STATES.indexOf('skipped');

function isFinished(state: number): boolean {
  return state === ACCEPTED || state === SKIPPED;
}
