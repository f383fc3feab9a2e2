import { openGate } from '../gate/open-gate.ts';
import type { Rung } from './rung.ts';

/** The last rung: a person decides with the evidence in hand. */
export const askAPerson: Rung = {
  othersFirst: true,
  climb: (context, why) => openGate(context, why),
};
