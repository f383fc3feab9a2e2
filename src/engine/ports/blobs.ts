/** Content-addressed storage of prompts, answers, diffs and outputs. */
export interface Blobs {
  /** Stores the bytes and returns their sha-256 in hex; storing the same bytes twice is free. */
  put(content: string | Uint8Array): Promise<string>;
  /** Returns the bytes; throws `not-found` when no blob has that hash, `store` when it is damaged. */
  get(hash: string): Promise<Uint8Array>;
  getText(hash: string): Promise<string>;
}
