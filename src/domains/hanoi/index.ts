import type { Domain } from '../../engine/maker/domain.ts';
import { FORMAT_GUIDE } from './answer.ts';
import { hanoiSession } from './hanoi-session.ts';
import { hanoiSimulation } from './simulation.ts';

/** Returns the Towers of Hanoi: as many dependent steps as anybody wants, each of which can be checked. */
export function createHanoiDomain(): Domain {
  return {
    name: 'hanoi',
    description: 'Solves the Towers of Hanoi move by move: very many steps that must all be right.',
    needsWorkspace: false,
    formatGuide: FORMAT_GUIDE,
    simulation: hanoiSimulation,
    open: (context) => Promise.resolve().then(() => hanoiSession(context)),
  };
}
