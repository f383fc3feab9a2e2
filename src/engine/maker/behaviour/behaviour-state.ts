import type { Json } from '../../json.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import type { StepData } from '../maker-state.ts';
import { mergedClassesOf, recount, type MergedClasses } from './merged-classes.ts';

/** Probes that were found to be good on an accepted state. */
export interface Probes {
  readonly on: string;
  readonly set: Json;
  readonly inputs: number;
}

/** What a class came to on the probes. */
export interface BehavedClass {
  readonly key: string;
  readonly on: string;
  /** Null where it could not be found out. */
  readonly behaviour: string | null;
}

/** What is folded of the behaviour of one step's answers. */
export interface BehaviourState {
  /** Replies of the model that were asked for. */
  readonly asked: number;
  /** What was read from the one that is used. */
  readonly proposed: Json | undefined;
  readonly probes: Probes | undefined;
  /** The accepted state on which there are no good probes; '' where there never will be any. */
  readonly refusedOn: string | undefined;
  readonly behaved: readonly BehavedClass[];
  readonly merged: MergedClasses | undefined;
}

export const NOTHING_PROBED: BehaviourState = {
  asked: 0,
  proposed: undefined,
  probes: undefined,
  refusedOn: undefined,
  behaved: [],
  merged: undefined,
};

/** Folds the events of this room. */
export function foldBehaviour(event: JournalEvent, data: StepData): void {
  data.behaviour = { ...data.behaviour, ...changeBy(event, data.behaviour) };
  if (event.type === 'classes-merged' && data.behaviour.merged !== undefined)
    recount(data.samples, data.behaviour.merged);
}

function changeBy(
  event: JournalEvent,
  { asked, proposed, behaved }: BehaviourState,
): Partial<BehaviourState> {
  const on = String(event['on']);
  switch (event.type) {
    case 'probes-asked':
      return { asked: asked + 1, proposed: event['probes'] ?? proposed };
    case 'probes-made':
      // Another state may have other probes: what came of the ones before says nothing.
      return {
        probes: { on, set: event['probes'] ?? null, inputs: Number(event['inputs']) },
        refusedOn: undefined,
        behaved: [],
      };
    case 'probes-refused':
      return { probes: undefined, refusedOn: on, behaved: [] };
    case 'class-behaved': {
      const behaviour = typeof event['behaviour'] === 'string' ? event['behaviour'] : null;
      return { behaved: [...behaved, { key: String(event['key']), on, behaviour }] };
    }
    case 'classes-merged':
      return { merged: mergedClassesOf(event) };
    default:
      return {};
  }
}
