import { homedir } from 'node:os';
import { join } from 'node:path';
import { createLlmAgent } from '../../agents/llm/index.ts';
import { createSimulatedAgent, readNoise } from '../../agents/simulated/index.ts';
import { shippedRoot } from '../../config/index.ts';
import type { ProviderName, RoleSettings, Settings } from '../../config/settings.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatModel } from '../../engine/ports/chat-model.ts';
import type { Exchange } from '../../engine/ports/exchange.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import { systemClock } from '../../engine/ports/clock.ts';
import { ROLES, type Microagent, type Role } from '../../engine/ports/microagent.ts';
import {
  createCapabilityMemory,
  createChatModel,
  createModelLimiter,
  fallbackModel,
  keptRefusals,
  noBatches,
  priceOf,
  resolveBaseUrl,
  resolveKey,
  type ChatProvider,
  type ChatModelOptions,
  PROGRAM_TOTAL_MS,
  type BatchDesk,
  type HttpProvider,
  type Purse,
  type WaitNotice,
  withinBudget,
} from '../../models/index.ts';
import { CHAT_PROVIDERS, isHttpProvider } from '../../protocol/providers.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { createReplayAgent } from '../../agents/replay/index.ts';
import { createSearchAgent } from '../../agents/search/index.ts';
import { tokenCount } from '../../domains/redflags/token-count.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import { formatGuideOf } from './create-domains.ts';
import { programsOf } from './programs-of.ts';
import { longestAnswer } from './longest-answer.ts';
import { recordingOf, type Recordings } from './recordings.ts';
import { domainSettings } from './method-settings.ts';

export interface AgentsOptions extends ModelsOptions {
  /** That of the settings. */
  readonly domain: Domain;
  /** What the provider `replay` answers from. */
  readonly recordings?: Recordings;
}

export interface ModelsOptions {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onWarning: (sentence: string) => void;
  /** Where requests go out in batches; without one each goes out by itself. */
  readonly batches?: BatchDesk | undefined;
  /** The budget that they spend from; without one nothing is limited. */
  readonly purse?: Purse;
  /** Hears of every request to a model. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Models that the face lends. */
  readonly models?: OfferedModels | undefined;
  /** Microfactory's own folder, which keeps what models refuse; without one nothing is kept. */
  readonly home?: string;
  /** Hears what the session waits for; where nobody does, a server that can't be reached is not waited for. */
  readonly onWait?: ((notice: WaitNotice) => void) | undefined;
}

/** Providers that answer as chat models. */
export const CHAT: ReadonlySet<ProviderName> = new Set<ProviderName>(CHAT_PROVIDERS);

/** Returns an agent for each role that has one. Throws `configuration` for a missing key, model or template before anything is asked. */
export function createAgents(options: AgentsOptions): Partial<Record<Role, Microagent>> {
  const { settings, domain } = options;
  const maker = { settings, domain, recordings: options.recordings, modelOf: chatModels(options) };
  const agents: Partial<Record<Role, Microagent>> = {};
  for (const role of ROLES) {
    const alone = agentOf(role, settings.roles[role], maker);
    if (alone === undefined) continue;
    const agent = withPeers(role, alone, maker);
    agents[role] = VOTES_ON_ANSWERS.has(role) ? withOthers(role, agent, maker) : agent;
  }
  return agents;
}

interface AgentMaker {
  readonly settings: Settings;
  readonly domain: Domain;
  readonly recordings: Recordings | undefined;
  readonly modelOf: (role: RoleSettings) => ChatModel;
}

const VOTES_ON_ANSWERS: ReadonlySet<Role> = new Set<Role>(['solver', 'solution_discriminator']);

/** The agent with the models that answer its races with it, in turn. */
function withPeers(role: Role, agent: Microagent, maker: AgentMaker): Microagent {
  const own = maker.settings.roles[role];
  const [, ...rest] = own.mix ?? [];
  const peers = rest.map((each) => agentOf(role, { ...own, ...each }, maker));
  const present = peers.filter((each) => each !== undefined);
  return present.length === 0 ? agent : { ...agent, peers: present };
}

/** The agent with the other models that may be asked in its place: same template, same rules, same limit of calls. */
function withOthers(role: Role, agent: Microagent, maker: AgentMaker): Microagent {
  const { maker: method, roles } = maker.settings;
  const others = (method.escalation?.models ?? [])
    .map((other) => agentOf(role, { ...roles[role], ...other }, maker))
    .filter((each) => each !== undefined);
  return others.length === 0 ? agent : { ...agent, others };
}

function agentOf(role: Role, own: RoleSettings, maker: AgentMaker): Microagent | undefined {
  const { settings, domain, modelOf } = maker;
  if (settings.batch === true && !CHAT.has(own.provider)) throw noBatches(own.provider);
  if (own.provider === 'offline') {
    if (domain.needsModel === true) throw needsModel(settings.domain);
    return role === 'solver' ? createSearchAgent({ timeMs: settings.searchTimeMs }) : undefined;
  }
  if (own.provider === 'simulated') return simulatedAgent(domain, settings, own.model);
  if (own.provider === 'replay') return createReplayAgent(recordingOf(own.model, maker.recordings));
  const template = loadTemplate({ role, source: own.promptTemplate, root: own.templateRoot });
  const { planGuide, inputsTemplate, probesTemplate } = domain;
  const model = modelOf(own);
  const { temperature } = own;
  const formatGuide = formatGuideOf(domain, settings);
  const agent = createLlmAgent({
    role,
    template,
    model,
    temperature,
    formatGuide,
    planGuide,
    longestAnswer: longestAnswer(settings, role),
  });
  if (role !== 'solver') return agent;
  const asking = (source: string): Microagent => inputsAgent({ source, model, temperature });
  return {
    ...agent,
    ...(inputsTemplate !== undefined && { inputs: asking(inputsTemplate) }),
    ...(probesTemplate !== undefined &&
      settings.behaviourProbes !== false && { probes: asking(probesTemplate) }),
  };
}

/** Asks the solver's model for inputs; the answers that it may see are its options, as those of a discriminator are. */
function inputsAgent({
  source,
  ...asked
}: {
  readonly source: string;
  readonly model: ChatModel;
  readonly temperature: number;
}): Microagent {
  const role = 'solution_discriminator';
  const template = loadTemplate({ role, source, root: shippedRoot() });
  return createLlmAgent({ role, template, purpose: 'aside', ...asked });
}

function simulatedAgent(domain: Domain, settings: Settings, model: string): Microagent {
  const answers = domain.simulation?.(readNoise(model), domainSettings(settings));
  if (answers !== undefined) return createSimulatedAgent({ answers, model });
  const message = `Nobody simulates answers in the domain ${domain.name}: choose the domain analysis, hanoi or multiplication, or another provider.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}

function needsModel(domain: string): MicrofactoryError {
  const message = `The domain ${domain} needs a model, and offline repair is none: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or name one with --llm-provider.`;
  return new MicrofactoryError({ code: 'configuration', message });
}

/** Requests that wait in batches cost nothing here. */
const MOST_IN_BATCHES = 10_000;

type ModelMaker = (role: RoleSettings) => ChatModel;

const makers = new WeakMap<ModelsOptions, ModelMaker>();

/** Returns a maker of models that share one limiter and what was learnt of servers; for the same options the same one. */
export function chatModels(options: ModelsOptions): ModelMaker {
  const maker = makers.get(options) ?? newModels(options);
  makers.set(options, maker);
  return maker;
}

function newModels(options: ModelsOptions): ModelMaker {
  const { settings, onWarning, onExchange, models: offered, purse, batches } = options;
  const pace =
    batches === undefined
      ? { maxConcurrent: settings.maker.maxConcurrentLlm }
      : { maxConcurrent: MOST_IN_BATCHES, startsWide: true };
  const limiter = createModelLimiter({ ...waiting(options), ...pace });
  const capabilities = createCapabilityMemory(keptIn(options));
  const one = ({ provider, model }: Named): ChatModel => {
    const chat = provider as ChatProvider;
    const address = isHttpProvider(chat) ? addressOf(chat, options) : HERE[chat];
    const asked = createChatModel({
      provider: chat,
      model,
      ...settings.requestLimits,
      ...address,
      offered,
      batches,
      prices: settings.prices,
      programs: programsOf(options),
      limiter,
      capabilities,
      onWarning,
      onExchange,
    });
    if (purse === undefined) return asked;
    const price = priceOf({ provider: chat, model, baseUrl: address.baseUrl, own: settings.prices });
    return withinBudget(asked, { purse, price, isBatch: batches !== undefined, countTokens: tokenCount });
  };
  return (role) => {
    const others = (role.fallback ?? []).map((each) => one(chatNamed(each)));
    return others.length === 0 ? one(role) : fallbackModel({ models: [one(role), ...others], onWarning });
  };
}

type Named = Pick<RoleSettings, 'provider' | 'model'>;

function chatNamed(named: Named): Named {
  if (CHAT.has(named.provider)) return named;
  const message = `The fallback ${named.provider} is no chat model: name one of ${[...CHAT].join(', ')}.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}

function keptIn({ home, onWarning }: ModelsOptions) {
  return home === undefined ? undefined : keptRefusals({ path: join(home, 'capabilities.json'), onWarning });
}

const LONGEST_OUTAGE_MS = 30 * 60_000;

function waiting({ onWait, settings: { budget } }: ModelsOptions) {
  if (onWait === undefined) return {};
  const { maxMinutes } = budget;
  const waitsUntil = maxMinutes === undefined ? undefined : systemClock.monotonic() + maxMinutes * 60_000;
  return { onWait, longestOutageMs: LONGEST_OUTAGE_MS, waitsUntil };
}

type Address = Pick<ChatModelOptions, 'key' | 'keyName' | 'baseUrl' | 'timeoutMs'>;

const keyless = (place: string): Address => ({ key: undefined, keyName: '', baseUrl: `${place}:` });
/** A program has time limits of its own, and sentences for them. */
const program = (place: string): Address => ({ ...keyless(place), timeoutMs: 2 * PROGRAM_TOTAL_MS });

/** What the editor lends and the programs of this machine have neither key nor address here; each is one lane. */
const HERE: Readonly<Record<Exclude<ChatProvider, HttpProvider>, Address>> = {
  'vscode-lm': keyless('vscode-lm'),
  'codex-cli': program('codex-cli'),
  'claude-cli': program('claude-cli'),
};

function addressOf(provider: HttpProvider, { settings, env }: ModelsOptions): Address {
  const baseUrl = resolveBaseUrl({ provider, setting: settings.baseUrls[provider], env });
  const { key, name } = resolveKey({ provider, env, homeEnvFile: join(homedir(), '.env'), baseUrl });
  return { key, keyName: name, baseUrl };
}
