import { classified } from '../../engine/error.ts';
import type { Finding } from '../../protocol/configuration.ts';

export function good(id: string, sentence: string): Finding {
  return { id, state: 'good', sentence, remedy: null, subject: null };
}

export interface Remedy {
  readonly remedy: Finding['remedy'];
  readonly subject?: string | null;
}

/** Returns what the examination found, or what went wrong in it as a bad finding with its remedy. */
export async function finding(
  id: string,
  remedy: Remedy,
  examine: () => Promise<Finding> | Finding,
): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    const { message } = classified(error);
    return { id, state: 'bad', sentence: message, remedy: remedy.remedy, subject: remedy.subject ?? null };
  }
}
