import type { Settings } from '../../config/settings.ts';
import { createBatchDesk, createBatchLedger, type BatchDesk } from '../../models/index.ts';

export interface SessionBatches {
  readonly settings: Settings;
  /** The session's file of batches. */
  readonly file: string;
  readonly onWarning: (sentence: string) => void;
}

/** Returns the desk that all models of a session share, or undefined where it asks without batches. */
export function sessionBatches({ settings, file, onWarning }: SessionBatches): BatchDesk | undefined {
  return settings.batch === true ? createBatchDesk(createBatchLedger(file), onWarning) : undefined;
}
