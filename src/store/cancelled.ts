import { MicrofactoryError } from '../engine/error.ts';

/** Throws `cancelled` once the signal is aborted; the sentence says what became of the work. */
export function stopIfCancelled(signal: AbortSignal | undefined, message: string): void {
  if (signal?.aborted === true) throw new MicrofactoryError({ code: 'cancelled', message });
}
