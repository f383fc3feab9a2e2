import { CancellationTokenSource, type CancellationToken } from 'vscode-jsonrpc/node';

/** Sends something with a token that the signal cancels. */
export async function withToken<Reply>(
  signal: AbortSignal | undefined,
  send: (token: CancellationToken) => Promise<Reply>,
): Promise<Reply> {
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  try {
    return await send(source.token);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** Does something with a signal that the token aborts. */
export async function withSignal<Result>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    listening.dispose();
  }
}
