/** Which ended sessions may go. */
export interface PruneRule {
  /** Ended sessions that were not used for so many days go. */
  readonly keepDays?: number | undefined;
  /** The oldest ended sessions go until sessions and blobs take no more than this, such as `2GB`. */
  readonly maxSize?: string | undefined;
}

/** What is undefined comes from the `storage` section of `config.yaml` in the home. */
export interface PruneRequest extends PruneRule {
  /** Removes nothing, and says what would go. */
  readonly dryRun: boolean;
  /** What a face has settings for: beneath that section. */
  readonly defaults?: PruneRule | undefined;
}

export interface PrunedSession {
  readonly session_id: string;
  readonly prompt: string;
  readonly status: string;
  readonly used_at: string;
  readonly bytes: number;
}

/** What went, or would go. */
export interface PruneResult {
  /** Oldest first. */
  readonly sessions: readonly PrunedSession[];
  /** What was asked for and stays, with why, as words that follow its name. */
  readonly kept: readonly { readonly session_id: string; readonly why: string }[];
  /** Blobs that no session names any more. */
  readonly unnamed_blobs: number;
  /** What sessions and blobs took together. */
  readonly bytes: number;
  /** False when neither the request nor the configuration says which sessions may go: then none does. */
  readonly limited: boolean;
}
