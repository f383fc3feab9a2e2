import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkedSessionId } from './session-id.ts';

/** Returns the folder of the store: `MICROFACTORY_HOME`, else `~/.microfactory`; the same for every face. */
export function defaultHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env['MICROFACTORY_HOME'];
  return chosen === undefined || chosen === '' ? join(homedir(), '.microfactory') : resolve(chosen);
}

/** Where things of the store lie. */
export interface HomePaths {
  readonly home: string;
  readonly format: string;
  readonly approvals: string;
  readonly blobs: string;
  /** One file a session that grows when the session changes, for whoever watches. */
  readonly changes: string;
  readonly deliveries: string;
  /** Sessions that are being imported; nothing of them counts before it lies in `sessions`. */
  readonly importing: string;
  /** Sessions that were removed, until their last file is gone. */
  readonly removing: string;
  /** Lock of whoever prunes. */
  readonly pruning: string;
  readonly sessions: string;
  /** Scratch worktrees of a session; throws `usage` for what is no session id. */
  worktrees(sessionId: string): string;
  session(sessionId: string): SessionPaths;
}

export interface SessionPaths {
  readonly dir: string;
  readonly journal: string;
  readonly workspace: string;
  readonly inbox: string;
  readonly lock: string;
  readonly snapshot: string;
  readonly summary: string;
  /** Batches of requests that were sent, with the hash of each; there when some were. */
  readonly batches: string;
  /** Requests to models and what came back; there when a model was asked and the record is on. */
  readonly exchanges: string;
  /** What `app/index` saves of the journal; may be deleted. */
  readonly index: string;
  /** There when the session came from another store. */
  readonly imported: string;
}

/** Returns the paths inside a session's folder. */
export function sessionPaths(dir: string): SessionPaths {
  return {
    dir,
    journal: join(dir, 'journal'),
    workspace: join(dir, 'workspace'),
    inbox: join(dir, 'inbox'),
    lock: join(dir, 'lock'),
    snapshot: join(dir, 'snapshot.json'),
    summary: join(dir, 'summary.json'),
    batches: join(dir, 'batches.json'),
    exchanges: join(dir, 'exchanges'),
    index: join(dir, 'index.sqlite'),
    imported: join(dir, 'imported.json'),
  };
}

/** Returns the paths of a store in the folder. */
export function homePaths(home: string): HomePaths {
  const sessions = join(home, 'sessions');
  return {
    home,
    format: join(home, 'format.json'),
    approvals: join(home, 'approvals'),
    blobs: join(home, 'blobs'),
    changes: join(home, 'changes'),
    deliveries: join(home, 'deliveries'),
    importing: join(home, 'importing'),
    removing: join(home, 'removing'),
    pruning: join(home, 'pruning'),
    sessions,
    worktrees: (sessionId) => join(home, 'worktrees', checkedSessionId(sessionId)),
    session: (sessionId) => sessionPaths(join(sessions, checkedSessionId(sessionId))),
  };
}
