const underWay = new WeakMap<object, number>();

/** Calls of one batch that count against the budget as long as no record of them does. */
export interface ReservedCalls {
  /** So many of them are on record. */
  recorded(count: number): void;
  /** The batch has ended: what was not recorded is not under way any more. */
  end(): void;
}

/** Returns how many calls the steps of this session have asked for that are not recorded yet. */
export function callsUnderWay(session: object): number {
  return underWay.get(session) ?? 0;
}

/** Counts so many calls of the session as under way: what one step has asked for, no other may spend. */
export function reserveCalls(session: object, count: number): ReservedCalls {
  let left = count;
  const release = (some: number): void => {
    left -= some;
    underWay.set(session, callsUnderWay(session) - some);
  };
  underWay.set(session, callsUnderWay(session) + count);
  return { recorded: release, end: () => release(left) };
}
