import { readFile } from 'node:fs/promises';
import { moduleHash, type Settings } from '../../config/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { Approvals } from '../../engine/ports/approvals.ts';
import { BUILT_IN } from './create-domains.ts';
import { loadDomain } from './modules/load-domain.ts';

export interface ChosenDomainOptions {
  readonly approvals: Approvals;
  /** A person said yes to the module, whatever it says now; remembered. */
  readonly approveModule?: boolean | undefined;
  /** Hears, in a sentence, that the module is not what it was when the session began. */
  readonly onChanged?: ((sentence: string) => void) | undefined;
}

type Chosen = Pick<Settings, 'domain' | 'basis' | 'module'>;

/**
 * Returns the domain that does the work of a session with these settings. A module is only run when somebody approved
 * what it says now, or when it is the user's own; else it throws `guard`. Throws `configuration` for one that can't be used.
 */
export async function chosenDomain(settings: Chosen, options: ChosenDomainOptions): Promise<Domain> {
  const name = settings.basis ?? settings.domain;
  const { module } = settings;
  if (module === undefined) return BUILT_IN.get(name);
  const hash = moduleHash(module.path, await textOf(module.path, name));
  await allowed({ name, module, hash }, options);
  if (hash !== module.hash)
    options.onChanged?.(
      `The module ${module.path} of the domain ${name} is not what it was when the session began.`,
    );
  return loadDomain({ name, path: module.path, hash });
}

interface Found {
  readonly name: string;
  readonly module: NonNullable<Settings['module']>;
  readonly hash: string;
}

async function allowed({ name, module, hash }: Found, options: ChosenDomainOptions): Promise<void> {
  const { approvals, approveModule = false } = options;
  if (approveModule) return approvals.add(hash, `domain ${name}: ${module.path}`);
  if (module.isOwn || (await approvals.has(hash))) return;
  const message =
    hash === module.hash
      ? `The domain ${name} of this repository is a program, ${module.path}, that you have not approved: read it, then run again with --yes-module.`
      : `The module ${module.path} of the domain ${name} has changed since it was approved: put it back, or begin a new session with --yes-module.`;
  throw new MicrofactoryError({ code: 'guard', message, data: { module: module.path, domain: name } });
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `The module ${path} of the domain ${name} can't be read: put it back.`;
    throw new MicrofactoryError({ code: 'configuration', message, cause });
  }
}
