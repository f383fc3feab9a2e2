import { MicrofactoryError } from '../../engine/error.ts';
import type { Git } from './git.ts';

/** Returns the full ref name `refs/<parts…>`; throws `workspace` when git would not accept it as a name. */
export async function refName(git: Git, cwd: string, ...parts: readonly string[]): Promise<string> {
  const name = ['refs', ...parts].join('/');
  const { exitCode } = await git({ args: ['check-ref-format', name], cwd, answers: [1] });
  if (exitCode === 0 && !name.includes('\n')) return name;
  throw new MicrofactoryError({
    code: 'workspace',
    message: `${JSON.stringify(name)} is not a valid ref name.`,
  });
}
