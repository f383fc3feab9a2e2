/** A response whose bytes are watched as they arrive. */
export interface WatchedBytes {
  readonly response: Response;
  /** True when the bytes so far end with these characters, but for white space. */
  endWith(characters: string): boolean;
}

const KEPT = 32;

/** Returns the response with `onBytes` called at every piece of its body: comments and pings of a server that still works, too. */
export function watchedBytes(response: Response, onBytes: (() => void) | undefined): WatchedBytes {
  let end = '';
  const decoder = new TextDecoder('latin1');
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, out) {
      onBytes?.();
      end = (end + decoder.decode(piece.subarray(-KEPT))).slice(-KEPT);
      out.enqueue(piece);
    },
  });
  const { status, headers } = response;
  return {
    response: new Response(response.body?.pipeThrough(watch) ?? null, { status, headers }),
    endWith: (characters) => end.trimEnd().endsWith(characters),
  };
}
