import { End, WaitForInput, type GateRequest, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext } from '../maker-task.ts';

/** Opens a gate for a person; where nobody is there, does what `on_gate` says. */
export function openGate(context: MakerContext, gate: GateRequest): NextAction {
  const { attended, settings } = context.environment;
  if (attended || settings.onGate === 'pause' || gate.reopensOnResume === true) return WaitForInput(gate);
  context.record({
    type: 'gate-passed',
    trigger: gate.trigger,
    details: gate.details,
    policy: settings.onGate,
  });
  if (settings.onGate === 'skip') return End('skipped', { summary: `Skipped: ${gate.details}` });
  return End('failed', { summary: gate.details, session: 'failed' });
}

/** A stop for something outside the method (a budget, a key, a service): `resume` tries again. */
export function operationalGate(trigger: string, details: string): NextAction {
  return WaitForInput({ trigger, details, reopensOnResume: true });
}

/** A stop that every other step would run into, too: the session pauses with this sentence until it is resumed. */
export function pausingGate(trigger: string, details: string): NextAction {
  return WaitForInput({ trigger, details, reopensOnResume: true, holdsSession: true });
}
