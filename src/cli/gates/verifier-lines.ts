import wrapAnsi from 'wrap-ansi';
import type { WaitState } from '../../protocol/session.ts';
import { harmless } from '../views/harmless.ts';
import type { Canvas } from '../views/paint.ts';

/** Returns the verifier's command in full, wrapped and never cut: nobody can approve what they did not see. */
export function verifierLines(wait: WaitState, { paint, width }: Canvas): string[] {
  const wrapped = wrapAnsi(harmless(wait.details), width - 4, { hard: true, trim: false });
  return [
    '',
    `${paint.yellow('◆')} ${paint.bold('A command waits for your approval before it first runs')}`,
    ...wrapped.split('\n').map((line) => `    ${line}`),
    '',
  ];
}
