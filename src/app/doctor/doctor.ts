import { loadSettings, type Environment, type Settings } from '../../config/index.ts';
import { classified } from '../../engine/error.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import type { HandedOverKeys } from '../../models/index.ts';
import type { Finding } from '../../protocol/configuration.ts';
import type { ConfigurationQuery } from '../../protocol/service.ts';
import type { Store } from '../../store/open-store.ts';
import { chosenDomain } from '../compose/chosen-domain.ts';
import { good } from './finding.ts';
import { examineModels } from './models.ts';
import { examineGit, examineStore } from './surroundings.ts';
import { examineTemplates } from './templates.ts';
import { examineVerifier } from './verifier.ts';

export interface DoctorContext {
  readonly store: Store;
  readonly env: Environment;
  readonly models: OfferedModels | undefined;
  /** Keys in `env` that the face handed over. */
  readonly handedOver?: HandedOverKeys | undefined;
}

/** Looks at everything that a run needs, and says of each how it stands; asks no model and runs nothing of the repository's. */
export async function doctor(query: ConfigurationQuery, context: DoctorContext): Promise<Finding[]> {
  const { repoPath } = query;
  const loaded = settingsOf(query, context.env);
  const findings = [await examineStore(context.store)];
  if (repoPath !== undefined) findings.push(await examineGit(repoPath));
  if ('problem' in loaded) return [...findings, loaded.problem];
  const { settings, finding } = loaded;
  findings.push(finding, ...(await examineModels(settings, context)), ...examineTemplates(settings));
  if (repoPath !== undefined) findings.push(...(await examineChecks(repoPath, settings, context)));
  return findings;
}

/** Nothing for a domain without files. A module that was not approved is not run to find out. */
async function examineChecks(
  repoPath: string,
  settings: Settings,
  { store }: DoctorContext,
): Promise<Finding[]> {
  try {
    const domain = await chosenDomain(settings, store);
    return domain.needsWorkspace ? [await examineVerifier({ repoPath, settings, domain, store })] : [];
  } catch (error) {
    const sentence = classified(error).message;
    return [{ id: 'domain', state: 'bad', sentence, remedy: 'open-configuration', subject: null }];
  }
}

type Loaded = { readonly settings: Settings; readonly finding: Finding } | { readonly problem: Finding };

function settingsOf(query: ConfigurationQuery, env: Environment): Loaded {
  try {
    const { settings, configFile } = loadSettings({ ...query, env });
    const from = configFile ?? 'settings and what is built in; there is no microfactory.yaml here';
    return { settings, finding: good('configuration', `The configuration is read from ${from}.`) };
  } catch (error) {
    const sentence = classified(error).message;
    const subject = query.configPath ?? null;
    return {
      problem: { id: 'configuration', state: 'bad', sentence, remedy: 'open-configuration', subject },
    };
  }
}
