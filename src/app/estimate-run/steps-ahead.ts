import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { Span } from '../../protocol/run-estimate.ts';
import { domainSettings } from '../compose/method-settings.ts';

/** What is known of the steps of a run before it begins. */
export interface StepsAhead {
  readonly steps: Span;
  /** A model has to plan them, so that their number is a guess. */
  readonly arePlanned: boolean;
}

/** A plan that a model makes is rarely longer. */
const MOST_PLANNED = 12;
const PLANNED: StepsAhead = { steps: { low: 1, high: MOST_PLANNED }, arePlanned: true };

export interface AheadOf {
  readonly settings: Settings;
  /** Undefined for one that is a program: nothing is started for an estimate. */
  readonly domain: Domain | undefined;
  readonly goal: string;
  readonly folder: string;
}

/** Returns how many steps are ahead: counted where a list or the goal itself says so, else a guess. Throws `usage` for a goal that the domain can't do. */
export async function stepsAhead({ settings, domain, goal, folder }: AheadOf): Promise<StepsAhead> {
  const items = settings.items === undefined ? undefined : await linesOf(join(folder, settings.items));
  if (items !== undefined) return { steps: { low: items, high: items }, arePlanned: false };
  if (domain === undefined || domain.needsWorkspace) return PLANNED;
  const count = await directSteps(domain, settings, goal);
  return count === undefined ? PLANNED : { steps: { low: count, high: count }, arePlanned: false };
}

/** Undefined where it can't be read: the run says so. */
async function linesOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.split('\n').filter((line) => line.trim() !== '').length;
}

async function directSteps(domain: Domain, settings: Settings, goal: string): Promise<number | undefined> {
  const session = await domain.open({
    goal,
    settings: domainSettings(settings),
    run: () => Promise.reject(nothingRuns()),
    approvals: { has: () => Promise.resolve(false), add: () => Promise.reject(nothingRuns()) },
  });
  try {
    return session.direct?.first()[0]?.count;
  } finally {
    await session.close();
  }
}

function nothingRuns(): MicrofactoryError {
  return new MicrofactoryError({ code: 'internal', message: 'An estimate runs nothing.' });
}
