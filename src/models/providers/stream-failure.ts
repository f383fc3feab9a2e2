import { isRecord } from '../../engine/json.ts';

/** The server told of an error in the middle of an answer that began with 200. `error` is what it said. */
export class StreamFailure extends Error {
  readonly error: unknown;

  constructor(error: unknown) {
    super(isRecord(error) && typeof error['message'] === 'string' ? error['message'] : 'the answer failed');
    this.name = 'StreamFailure';
    this.error = error;
  }
}

/** The answer broke off before its last event: nothing of it may be used. */
export class BrokenOff extends Error {
  constructor(cause?: unknown) {
    super('the answer broke off before its end', { cause });
    this.name = 'BrokenOff';
  }
}
