import { homedir } from 'node:os';
import { join } from 'node:path';
import { createLlmAgent } from '../../agents/llm/index.ts';
import { createSimulatedAgent, readNoise } from '../../agents/simulated/index.ts';
import type { ProviderName, RoleSettings, Settings } from '../../config/settings.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatModel } from '../../engine/ports/chat-model.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import { ROLES, type Microagent, type Role } from '../../engine/ports/microagent.ts';
import {
  createCapabilityMemory,
  createChatModel,
  createModelLimiter,
  resolveBaseUrl,
  resolveKey,
  type ChatProvider,
  type ChatModelOptions,
  type HttpProvider,
} from '../../models/index.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { createSearchAgent } from '../../agents/search/index.ts';
import { domainOf, formatGuideOf } from './create-domains.ts';

export interface AgentsOptions {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onWarning: (sentence: string) => void;
  /** Models that the face lends. */
  readonly models?: OfferedModels | undefined;
}

const CHAT: ReadonlySet<ProviderName> = new Set<ProviderName>([
  'openai',
  'anthropic',
  'compatible',
  'vscode-lm',
]);

/** Returns an agent for each role that has one. Throws `configuration` for a missing key, model or template before anything is asked. */
export function createAgents(options: AgentsOptions): Partial<Record<Role, Microagent>> {
  const modelOf = chatModels(options);
  const agents: Partial<Record<Role, Microagent>> = {};
  for (const role of ROLES) {
    const settings = options.settings.roles[role];
    const agent = agentOf(role, settings, options.settings, modelOf);
    if (agent !== undefined) agents[role] = agent;
  }
  return agents;
}

function agentOf(
  role: Role,
  own: RoleSettings,
  settings: Settings,
  modelOf: (role: RoleSettings) => ChatModel,
): Microagent | undefined {
  if (own.provider === 'offline') {
    if (domainOf(settings).needsModel === true) throw needsModel(settings.domain);
    return role === 'solver' ? createSearchAgent({ timeMs: settings.searchTimeMs }) : undefined;
  }
  if (own.provider === 'simulated')
    return role === 'solver' ? simulatedAgent(settings, own.model) : undefined;
  if (!CHAT.has(own.provider)) throw forTestsOnly(own.provider);
  const template = loadTemplate({ role, source: own.promptTemplate, root: own.templateRoot });
  return createLlmAgent({
    role,
    template,
    model: modelOf(own),
    temperature: own.temperature,
    formatGuide: formatGuideOf(settings),
    planGuide: domainOf(settings).planGuide,
  });
}

function simulatedAgent(settings: Settings, model: string): Microagent {
  const { name, simulation } = domainOf(settings);
  if (simulation !== undefined) return createSimulatedAgent({ answers: simulation(readNoise(model)), model });
  const message = `Nobody simulates answers in the domain ${name}: choose the domain hanoi, or another provider.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}

function needsModel(domain: string): MicrofactoryError {
  const message = `The domain ${domain} needs a model, and offline repair is none: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or name one with --llm-provider.`;
  return new MicrofactoryError({ code: 'configuration', message });
}

function forTestsOnly(provider: ProviderName): MicrofactoryError {
  const message = `The provider ${provider} is for tests only: choose openai, anthropic, compatible or offline.`;
  return new MicrofactoryError({ code: 'configuration', message });
}

/** Returns a maker of models that share one limiter and what was learnt of servers. */
export function chatModels(options: AgentsOptions): (role: RoleSettings) => ChatModel {
  const { settings, onWarning, models: offered } = options;
  const limiter = createModelLimiter({ maxConcurrent: settings.maker.maxConcurrentLlm });
  const capabilities = createCapabilityMemory();
  return ({ provider, model }) => {
    const chat = provider as ChatProvider;
    const address = chat === 'vscode-lm' ? LENT : addressOf(chat, options);
    return createChatModel({
      provider: chat,
      model,
      ...address,
      offered,
      limiter,
      capabilities,
      onWarning,
    });
  };
}

type Address = Pick<ChatModelOptions, 'key' | 'keyName' | 'baseUrl'>;

/** A model that the editor lends has neither key nor address here; all of them share one lane. */
const LENT: Address = { key: undefined, keyName: '', baseUrl: 'vscode-lm:' };

function addressOf(provider: HttpProvider, { settings, env }: AgentsOptions): Address {
  const baseUrl = resolveBaseUrl({ provider, setting: settings.baseUrls[provider], env });
  const { key, name } = resolveKey({ provider, env, homeEnvFile: join(homedir(), '.env'), baseUrl });
  return { key, keyName: name, baseUrl };
}
