import { isRecord } from '../../engine/json.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import type { Store } from '../../store/open-store.ts';
import { moveOfState } from '../steps/audit-journal.ts';
import { Tower } from '../steps/tower.ts';
import { expectedState } from './expected-state.ts';

/** What a journal says of a run, as read by somebody who knows the puzzle and nothing of how it was solved. */
export interface RunRecord {
  /** What is wrong with the game as a whole; undefined when it is the shortest solution. */
  readonly fault: string | undefined;
  /** Steps that were decided. */
  readonly decided: number;
  /** Those of them that were decided otherwise than the strategy says from where they stood. */
  readonly wrongSteps: number;
  readonly samples: number;
  readonly votes: number;
  /** How many steps took so many samples, by number. */
  readonly bySamples: readonly number[];
  /** How many steps took so many valid votes, by number. */
  readonly byVotes: readonly number[];
}

/** Plays what the journal says was decided, in its order, by the puzzle's own rules, and counts its votes. */
export async function readRun(store: Store, sessionId: string, disks: number): Promise<RunRecord> {
  const game = new Game(disks);
  for await (const { event } of store.readEntries(sessionId)) game.read(event);
  return game.record();
}

class Game {
  readonly #disks: number;
  readonly #tower: Tower;
  readonly #bySamples: number[] = [];
  readonly #byVotes: number[] = [];
  #before: string | undefined;
  #wrongSteps = 0;
  #samples = 0;
  #votes = 0;

  constructor(disks: number) {
    this.#disks = disks;
    this.#tower = new Tower(disks);
  }

  read(event: JournalEvent): void {
    const { race } = event;
    if (!isRecord(race)) return;
    // What follows is the engine's own note of a broken rule.
    const [state = ''] = String(race['state']).split(' !');
    this.#tower.play(moveOfState(state));
    if (state !== expectedState(this.#before, this.#disks)) this.#wrongSteps += 1;
    this.#before = state;
    this.#count(String(race['order']));
  }

  record(): RunRecord {
    return {
      fault: this.#tower.verdict(),
      decided: this.#tower.moves,
      wrongSteps: this.#wrongSteps,
      samples: this.#samples,
      votes: this.#votes,
      bySamples: this.#bySamples,
      byVotes: this.#byVotes,
    };
  }

  /** One character a sample; letters are votes. */
  #count(order: string): void {
    let votes = 0;
    for (const mark of order) if (mark !== '!' && mark !== '-') votes += 1;
    this.#samples += order.length;
    this.#votes += votes;
    this.#bySamples[order.length] = (this.#bySamples[order.length] ?? 0) + 1;
    this.#byVotes[votes] = (this.#byVotes[votes] ?? 0) + 1;
  }
}
