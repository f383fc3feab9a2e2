import { pathToFileURL } from 'node:url';
import type { DomainFactory, DomainKit } from '../../../api/domain-module.ts';
import { MicrofactoryError, reasonIn } from '../../../engine/error.ts';
import type { Domain } from '../../../engine/maker/domain.ts';
import { asDomain } from './as-domain.ts';
import { TaskRegister } from './task-register.ts';

export interface DomainModule {
  /** Of the domain, as the configuration calls it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Of its text: another text is loaded anew. */
  readonly hash: string;
}

/** Returns the domain that a module makes; runs the module. Throws `configuration`, one sentence, when it makes none. */
export async function loadDomain(module: DomainModule): Promise<Domain> {
  const { default: factory } = await imported(module);
  if (typeof factory !== 'function')
    throw unusable(module, 'has no default export that is a function; write export default () => ({ … }).');
  const register = new TaskRegister();
  const domain = await made(factory as DomainFactory, module, register);
  const own = { name: module.name, tasks: register.close() };
  return asDomain(domain, own, (problem) => unusable(module, problem));
}

async function imported(module: DomainModule): Promise<{ readonly default?: unknown }> {
  const address = pathToFileURL(module.path);
  // Node keeps modules by their address.
  address.searchParams.set('hash', module.hash);
  try {
    return (await import(/* @vite-ignore */ address.href)) as { readonly default?: unknown };
  } catch (cause) {
    throw unusable(module, `can't be loaded (${reasonIn(cause)}); mend it.`, cause);
  }
}

async function made(
  factory: DomainFactory,
  { name, path }: DomainModule,
  register: TaskRegister,
): Promise<unknown> {
  try {
    return await factory(kitFor(name, register));
  } catch (cause) {
    throw unusable({ name, path }, `makes no domain (${reasonIn(cause)}); mend it.`, cause);
  }
}

function kitFor(name: string, register: TaskRegister): DomainKit {
  return {
    apiVersion: 1,
    name,
    refusal: (message) => new MicrofactoryError({ code: 'usage', message }),
    registerTask: (task) => register.add(task),
  };
}

function unusable(
  { name, path }: Pick<DomainModule, 'name' | 'path'>,
  problem: string,
  cause?: unknown,
): MicrofactoryError {
  const message = `The module ${path} of the domain ${name} ${problem}`;
  return new MicrofactoryError({ code: 'configuration', message, cause });
}
