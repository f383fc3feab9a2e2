import { createHash } from 'node:crypto';
import type { Preflight } from '../../../engine/maker/domain.ts';
import type { Approvals } from '../../../engine/ports/approvals.ts';
import type { Verifier } from './verifier.ts';

/** Names of the variables that runs of the verifier are given besides the allow-listed environment. */
const ENVIRONMENT = [
  'CI',
  'NODE_OPTIONS',
  'PYTEST_ADDOPTS',
  'PYTHONDONTWRITEBYTECODE',
  'PYTHONPYCACHEPREFIX',
];

/** Returns `npm test → node --test test/`: the command in full, with what a package script really says. */
export function inFull(verifier: Verifier): string {
  return verifier.script === undefined ? verifier.shown : `${verifier.shown} → ${verifier.script}`;
}

/** Returns the hash that an approval is bound to: command, folder, names of environment variables and script text. */
export function approvalHash(verifier: Verifier, folder: string): string {
  const bound = [verifier.command, folder, ENVIRONMENT, verifier.script ?? null];
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex');
}

/** Returns whether the verifier may run already or what a person has to approve first. */
export async function verifierPreflight(options: {
  readonly verifier: Verifier;
  /** Absolute path of the folder that it will run for. */
  readonly folder: string;
  readonly approvals: Approvals;
}): Promise<Preflight> {
  const { verifier, folder, approvals } = options;
  const hash = approvalHash(verifier, folder);
  if (await approvals.has(hash)) return { kind: 'ready' };
  const what = inFull(verifier);
  const sentence = `To check its work, Microfactory wants to run ${what} (from ${verifier.from}) in a copy of ${folder}.`;
  return { kind: 'needs-approval', hash, what, sentence };
}
