import { MicrofactoryError } from '../error.ts';

/** Runs the work with a signal that also aborts after `ms`; rejects with a retryable error at the latest then. */
export async function withTimeout<T>(
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const error = new MicrofactoryError({
    code: 'cancelled',
    message: `It took longer than its limit of ${ms / 1000} s.`,
    retryable: true,
  });
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      inner.abort(error);
      reject(error);
    }, ms);
  });
  try {
    return await Promise.race([work(AbortSignal.any([outer, inner.signal])), expired]);
  } finally {
    clearTimeout(timer);
  }
}
