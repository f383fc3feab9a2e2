import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { classified, MicrofactoryError, type ErrorCode } from '../../engine/error.ts';

/** What is left of an error on its way to another process: no stack, no cause. */
export interface WireError {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly data: MicrofactoryError['data'];
}

/** Returns the error as it crosses; of one that nobody foresaw, the first line of its message. */
export function toWire(error: unknown): ResponseError<WireError> {
  const { code, message, retryable, data } = classified(error);
  const sentence = message.split('\n', 1)[0] ?? '';
  return new ResponseError(ErrorCodes.InternalError, sentence, { code, retryable, data });
}

/** Returns the error as it was on the other side, or undefined for one that the connection itself made. */
export function fromWire(error: unknown): MicrofactoryError | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  const data = error.data as WireError | undefined;
  return data === undefined ? undefined : new MicrofactoryError({ ...data, message: error.message });
}
