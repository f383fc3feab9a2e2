import { nodeFileSystem, type DeliveryFileSystem } from '../delivery/delivery-file-system.ts';

/** A file system for tests whose n-th operation fails, once or from then on (as if the process were gone). */
export interface FailingFileSystem {
  readonly fileSystem: DeliveryFileSystem;
  /** True when the operation to fail was reached. */
  failed(): boolean;
  /** How many operations were asked for. */
  count(): number;
}

/** Returns the real file system, except that operation number `at` (from 1) throws instead of being done; then once, or for ever, or again for ever some operations later. */
export function failingFileSystem(
  at: number,
  mode: 'once' | 'for-ever' | { readonly forEverAfter: number },
): FailingFileSystem {
  let count = 0;
  const end = mode === 'once' ? Infinity : mode === 'for-ever' ? at : at + mode.forEverAfter;
  const fail = (): void => {
    count += 1;
    if (count === at || count >= end)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const fileSystem = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([name, operation]) => [
      name,
      async (...args: readonly unknown[]) => {
        fail();
        return (operation as (...args: readonly unknown[]) => Promise<unknown>)(...args);
      },
    ]),
  ) as unknown as DeliveryFileSystem;
  return { fileSystem, failed: () => count >= at, count: () => count };
}
