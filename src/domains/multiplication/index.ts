import type { Domain } from '../../engine/maker/domain.ts';
import { FORMAT_GUIDE } from './answer.ts';
import { multiplicationSession } from './multiplication-session.ts';
import { multiplicationSimulation } from './simulation.ts';

/** Returns products of long numbers: split until a step is one digit, each part voted on, and put together by votes again. */
export function createMultiplicationDomain(): Domain {
  return {
    name: 'multiplication',
    description:
      'Multiplies long numbers: split into parts, which are voted on and put together by votes again.',
    needsWorkspace: false,
    formatGuide: FORMAT_GUIDE,
    simulation: multiplicationSimulation,
    open: (context) => Promise.resolve().then(() => multiplicationSession(context)),
  };
}
