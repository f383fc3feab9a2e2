import { createCodeDomain } from '../../domains/code/index.ts';
import { createHanoiDomain } from '../../domains/hanoi/index.ts';
import { createDomains } from '../../domains/registry.ts';

/** The domains that are built in; configuration adds others that extend one of them. */
export const BUILT_IN = createDomains([createCodeDomain(), createHanoiDomain()]);
