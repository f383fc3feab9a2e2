import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';

/** A file system for tests whose n-th operation fails, once or from then on (as if the process were gone). */
export interface FailingFileSystem {
  readonly fileSystem: DeliveryFileSystem;
  /** True when the operation to fail was reached. */
  failed(): boolean;
}

/** Returns the real file system, except that operation number `at` (from 1) throws instead of being done. */
export function failingFileSystem(at: number, mode: 'once' | 'for-ever'): FailingFileSystem {
  let count = 0;
  const fail = (): void => {
    count += 1;
    if (count === at || (mode === 'for-ever' && count > at))
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
  return { fileSystem, failed: () => count >= at };
}
