const turns = new WeakMap<object, Promise<unknown>>();

/** Runs the work after all earlier work for the same owner has ended, however it ended; returns or throws what it does. */
export function inTurn<Result>(owner: object, work: () => Promise<Result>): Promise<Result> {
  const before = turns.get(owner) ?? Promise.resolve();
  const result = before.then(work);
  turns.set(
    owner,
    result.catch(() => undefined),
  );
  return result;
}
