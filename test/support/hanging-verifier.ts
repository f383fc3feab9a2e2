import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALCULATOR } from '../cli/support/calculator.ts';
import { makeRepository } from '../cli/support/repository.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

export interface HangingVerifier {
  readonly repoPath: string;
  /** Resolves to the id of the verifier's process as soon as it runs. */
  running(): Promise<number>;
}

/** Returns a repository whose verifier says which process it is and then never ends. */
export function hangingVerifier(): HangingVerifier {
  const pidFile = join(temporaryFolder(), 'pid');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
setInterval(() => undefined, 60_000);
`;
  const files = { ...CALCULATOR, 'wait.cjs': script, 'microfactory.yaml': CONFIGURATION };
  const repoPath = makeRepository({ files });
  return {
    repoPath,
    async running() {
      while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await aMoment();
      return Number(readFileSync(pidFile, 'utf8'));
    },
  };
}

const CONFIGURATION = 'version: 1\ndomains: { code: { verifier: [node, wait.cjs] } }\n';

export function aMoment(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 20));
}

/** Resolves when there is no such process any more. */
export async function gone(pid: number): Promise<void> {
  while (isThere(pid)) await aMoment();
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that nobody has waited for yet is no longer running.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
