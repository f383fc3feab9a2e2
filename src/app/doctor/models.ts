import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RoleSettings, Settings } from '../../config/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { ROLES } from '../../engine/ports/microagent.ts';
import {
  isLoopback,
  programVersion,
  resolveBaseUrl,
  resolveKey,
  type HttpProvider,
} from '../../models/index.ts';
import { keySource } from '../models/key-source.ts';
import { isHttpProvider, isProgram, programRow, type ProgramProvider } from '../../protocol/providers.ts';
import { programsOf } from '../compose/programs-of.ts';
import type { Finding } from '../../protocol/configuration.ts';
import type { DoctorContext } from './doctor.ts';
import { finding, good } from './finding.ts';

/** Can each provider that some role uses be asked? Its key is looked for; nothing is sent. */
export function examineModels(settings: Settings, context: DoctorContext): Promise<Finding[]> {
  const roles = ROLES.flatMap((role) => {
    const own = settings.roles[role];
    return [own, ...(own.mix ?? []).map((each) => ({ ...own, ...each }))];
  });
  const firsts = roles.filter(
    (role, index) => roles.findIndex(({ provider }) => provider === role.provider) === index,
  );
  return Promise.all(firsts.map((role) => examineProvider(role, settings, context)));
}

function examineProvider(role: RoleSettings, settings: Settings, context: DoctorContext): Promise<Finding> {
  const { provider } = role;
  if (provider === 'vscode-lm')
    return finding('model', { remedy: 'choose-model', subject: role.model }, () => lentModel(role, context));
  if (isProgram(provider))
    return finding('program', { remedy: null }, () => programOf(provider, settings, context));
  if (!isHttpProvider(provider))
    return Promise.resolve(good('key', `The provider ${provider} needs no key.`));
  const remedy = { remedy: 'set-api-key', subject: provider } as const;
  return finding('key', remedy, () => keyOf(provider, settings, context));
}

async function lentModel({ model }: RoleSettings, { models }: DoctorContext): Promise<Finding> {
  const offered = (await models?.list()) ?? [];
  if (offered.some(({ id }) => id === model)) return good('model', `VS Code offers the model ${model}.`);
  const names = offered.map(({ id }) => id).join(', ');
  const instead = names === '' ? 'it offers none' : `it offers ${names}`;
  throw new MicrofactoryError({
    code: 'model-config',
    message: `VS Code does not offer the model ${model}; ${instead}.`,
  });
}

async function programOf(
  provider: ProgramProvider,
  settings: Settings,
  { env }: DoctorContext,
): Promise<Finding> {
  const { title } = programRow(provider);
  const version = await programVersion(provider, programsOf({ settings, env }));
  return good(
    'program',
    `${title} is installed (${version}); whether it is logged in, microfactory probe says.`,
  );
}

function keyOf(provider: HttpProvider, settings: Settings, context: DoctorContext): Finding {
  const { env } = context;
  const baseUrl = resolveBaseUrl({ provider, setting: settings.baseUrls[provider], env });
  const { source, name } = resolveKey({ provider, env, homeEnvFile: join(homedir(), '.env'), baseUrl });
  if (source === 'none') return good('key', `The server at ${baseUrl} is on this machine and needs no key.`);
  const from = keySource(provider, context) ?? name;
  if (baseUrl.startsWith('http:') && !isLoopback(baseUrl)) {
    const sentence = `The key of ${from} would be sent to ${baseUrl} without encryption: use an https address.`;
    return { id: 'key', state: 'warning', sentence, remedy: 'open-settings', subject: provider };
  }
  return good('key', `The key of ${provider} comes from ${from}.`);
}
