import type { RegisteredDomain, Registration } from '../../api/extension-api.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import type { DomainSections } from '../settings/face-defaults.ts';

/** Domains that other extensions brought, by their names. */
export class RegisteredDomains {
  readonly #byName = new Map<string, RegisteredDomain>();

  /** Throws `usage`, one sentence, for a name or a module that can't be used. */
  register(domain: RegisteredDomain): Registration {
    const { name } = domain;
    const problem = this.#problemOf(domain);
    if (problem !== undefined) throw new MicrofactoryError({ code: 'usage', message: problem });
    this.#byName.set(name, domain);
    return {
      dispose: () => {
        if (this.#byName.get(name) === domain) this.#byName.delete(name);
      },
    };
  }

  /** Returns them as sections of a configuration; what the person's own settings say of one comes on top. */
  sections(own: DomainSections = {}): DomainSections {
    const registered = [...this.#byName.values()].map(
      ({ name, description, module, settings }) =>
        [name, { ...settings, description, module: module.fsPath, ...own[name] }] as const,
    );
    return { ...own, ...Object.fromEntries(registered) };
  }

  #problemOf({ name, description, module }: RegisteredDomain): string | undefined {
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/u.test(name))
      return t(
        'The name of a domain is written in small letters, digits and hyphens, and {0} is not.',
        String(name),
      );
    if (this.#byName.has(name))
      return t('Another extension has registered the domain {0}: give yours another name.', name);
    if (typeof description !== 'string' || description.trim() === '')
      return t('The domain {0} needs a description of one sentence.', name);
    return module?.scheme === 'file' ? undefined : t('The module of the domain {0} must be a file.', name);
  }
}

/** Those of this window: the extension is activated once a window. */
export const registeredDomains = new RegisteredDomains();
