import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import {
  sessionDetail,
  sessionList,
  type SessionDetail,
  type SessionSummary,
} from '../../../src/protocol/session.ts';

const CLI = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));

async function status(home: string, args: readonly string[]): Promise<unknown> {
  const env = { ...process.env, MICROFACTORY_HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'status', '--json', ...args], { env });
  return JSON.parse(stdout);
}

/** Returns the sessions of a store as the command line lists them. */
export async function sessionsIn(home: string): Promise<readonly SessionSummary[]> {
  return sessionList.parse(await status(home, [])).sessions;
}

/** Returns one session with its steps as the command line tells it. */
export async function sessionIn(home: string, sessionId: string): Promise<SessionDetail> {
  const detailed = z.strictObject({ sessions: z.tuple([sessionDetail]) });
  return detailed.parse(await status(home, ['--session-id', sessionId])).sessions[0];
}
