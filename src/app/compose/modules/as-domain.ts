import { isRecord } from '../../../engine/json.ts';
import type { Domain, DomainSession } from '../../../engine/maker/domain.ts';

type Kind = 'function' | 'boolean' | 'string';

/** What has to be there of a domain; complete by its type. */
const OF_DOMAIN: Readonly<Record<RequiredKey<Omit<Domain, 'name'>>, Kind>> = {
  description: 'string',
  needsWorkspace: 'boolean',
  open: 'function',
};

const OF_SESSION: Readonly<Record<RequiredKey<DomainSession>, 'function'>> = {
  preflight: 'function',
  baseline: 'function',
  restore: 'function',
  ownPlan: 'function',
  isAtomic: 'function',
  split: 'function',
  evidence: 'function',
  checkPlan: 'function',
  readAnswer: 'function',
  readEdit: 'function',
  alreadyKept: 'function',
  verify: 'function',
  state: 'function',
  accepting: 'function',
  accept: 'function',
  verifyWhole: 'function',
  show: 'function',
  changes: 'function',
  close: 'function',
};

/** Returns what a module made as the domain of this name, with these tasks and its sessions checked as they are opened; throws what `problem` makes of the end of a sentence. */
export function asDomain(
  made: unknown,
  own: Required<Pick<Domain, 'name' | 'tasks'>>,
  problem: (sentence: string) => Error,
): Domain {
  const lack = lackOf(made, OF_DOMAIN);
  if (lack !== undefined) throw problem(`makes a domain without ${lack}; see docs/extending.md.`);
  const domain = made as Domain;
  const { formatGuide } = domain;
  // Bound: methods of a class keep their domain as `this`.
  return Object.create(domain, {
    name: { value: own.name, enumerable: true },
    tasks: { value: own.tasks },
    formatGuide: { value: typeof formatGuide === 'function' ? formatGuide.bind(domain) : formatGuide },
    simulation: { value: domain.simulation?.bind(domain) },
    open: {
      value: async (context: Parameters<Domain['open']>[0]) => {
        const session: unknown = await domain.open(context);
        const missing = lackOf(session, OF_SESSION);
        if (missing === undefined) return session as DomainSession;
        throw problem(`opens a session without ${missing}; see docs/extending.md.`);
      },
    },
  }) as Domain;
}

/** Returns what is not there, or not as it should be, in words. */
function lackOf(value: unknown, wanted: Readonly<Record<string, Kind>>): string | undefined {
  if (!isRecord(value)) return 'anything in it';
  const [missing] = Object.entries(wanted).filter(([key, kind]) => typeof value[key] !== kind);
  return missing === undefined ? undefined : `${missing[0]} (a ${missing[1]})`;
}

type RequiredKey<Whole> = {
  [Key in keyof Whole]-?: undefined extends Whole[Key] ? never : Key;
}[keyof Whole];
