import { chatRequest } from '../../agents/llm/index.ts';
import { loadSettings, type Environment } from '../../config/index.ts';
import type { ModelChoice, RoleSettings, Settings } from '../../config/settings.ts';
import { tokenCount } from '../../domains/redflags/token-count.ts';
import { proposalsWanted } from '../../engine/maker/choose/proposals-wanted.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { Evidence } from '../../engine/maker/evidence.ts';
import { ROLES, type Role } from '../../engine/ports/microagent.ts';
import { priceOf, promptTokens, resolveBaseUrl, type ChatProvider } from '../../models/index.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { httpProvider, isHttpProvider } from '../../protocol/providers.ts';
import type { RunEstimate, Span } from '../../protocol/run-estimate.ts';
import type { StartRequest } from '../../protocol/service.ts';
import { CHAT } from '../compose/create-agents.ts';
import { BUILT_IN, formatGuideOf } from '../compose/create-domains.ts';
import { longestAnswer } from '../compose/longest-answer.ts';
import { repoFolder } from '../repo-folder.ts';
import { folderTokens } from './folder-tokens.ts';
import { answersOfRace, reckon, SUPPOSED, times, type Share } from './reckon.ts';
import { stepsAhead, type StepsAhead } from './steps-ahead.ts';

/** Returns what a run will probably take, or null where no model would be asked. Asks and starts nothing; throws as starting it would. */
export async function estimateRun(
  request: StartRequest,
  { env }: { readonly env: Environment },
): Promise<RunEstimate | null> {
  const folder = await repoFolder(request.repoPath);
  const { configPath, defaults } = request;
  const { settings } = loadSettings({ repoPath: folder, configPath, overrides: request, defaults, env });
  const domain = settings.module === undefined ? BUILT_IN.get(settings.basis ?? settings.domain) : undefined;
  const asked = ROLES.filter((role) => CHAT.has(settings.roles[role].provider));
  if (asked.length === 0) return null;
  const goal = request.prompt.trim();
  const ahead = await stepsAhead({ settings, domain, goal, folder });
  const shown = domain?.needsWorkspace === false ? 0 : await folderTokens(folder, settings.evidenceTokens);
  const ground: Ground = { settings, domain, goal, ahead, shown, env };
  const shares = asked.flatMap((role) => sharesOf(role, ground));
  return { steps: ahead.steps, ...reckon(shares), assumes: assumptions(ahead) };
}

interface Ground {
  readonly settings: Settings;
  readonly domain: Domain | undefined;
  readonly goal: string;
  readonly ahead: StepsAhead;
  /** The most tokens of files that a prompt shows. */
  readonly shown: number;
  readonly env: Environment;
}

/** A task and its larger steps are planned; a choice is made only among proposals that differ. */
const PLANS: Span = { low: 1, high: 3 };
const NONE: Span = { low: 0, high: 0 };
const ONE: Span = { low: 1, high: 1 };

function racesOf(role: Role, { steps, arePlanned }: StepsAhead): Span {
  if (role === 'solver') return steps;
  if (!arePlanned) return NONE;
  if (role === 'decomposition') return PLANS;
  return { low: 0, high: role === 'decomposition_discriminator' ? PLANS.high : steps.high };
}

/** The answers of one race. Answers that discriminators choose from need no lead, and may be fewer. */
function answersOf(role: Role, { settings: { roles, maker }, ahead }: Ground): Span {
  const own = roles[role];
  if (role === 'decomposition') return proposals(roles.decomposition_discriminator.k);
  const high = role === 'solver' && maker.adaptiveK ? Math.max(own.k, maker.kMax) : own.k;
  const race = answersOfRace({ rule: maker.votingRule, k: { low: own.k, high }, samples: own.samples });
  if (role !== 'solver' || !ahead.arePlanned) return race;
  const chosen = proposals(roles.solution_discriminator.k);
  return { low: Math.min(race.low, chosen.low), high: Math.max(race.high, chosen.high) };
}

function proposals(k: number): Span {
  return { low: proposalsWanted(k), high: proposalsWanted(k) / SUPPOSED.v.low };
}

function sharesOf(role: Role, ground: Ground): Share[] {
  const { settings, domain, ahead } = ground;
  const own = settings.roles[role];
  const races = racesOf(role, ahead);
  const answers = times(races, answersOf(role, ground));
  const prompt = promptOf(role, ground);
  const isBatch = settings.batch === true;
  const common = { prompt, answer: answerOf(role, settings), prices: pricesOf(models(own), ground), isBatch };
  const shares: Share[] = [
    { ...common, requests: { ...answers, low: fewest(own, isBatch, answers, races) } },
  ];
  const aside = [domain?.inputsTemplate, domain?.probesTemplate].filter((each) => each !== undefined);
  if (role === 'solver' && aside.length > 0)
    shares.push({ ...common, requests: { low: 0, high: aside.length * ahead.steps.high } });
  for (const critique of settings.critiques ?? []) {
    if (!critique.roles.includes(role) || !CHAT.has(critique.provider)) continue;
    const prices = pricesOf([critique], ground);
    const answer = { ...common.answer, high: critique.maxTokens };
    shares.push({ ...common, prices, answer, requests: { low: 0, high: answers.high } });
  }
  return shares;
}

/** Where `n` gives several choices of one request, a race takes two: the first answer is asked for by itself. */
function fewest(own: RoleSettings, isBatch: boolean, answers: Span, races: Span): number {
  const { provider } = own;
  const hasChoices = isHttpProvider(provider) && httpProvider(provider).wire === 'openai-chat';
  return hasChoices && !isBatch ? Math.min(answers.low, 2 * races.low) : answers.low;
}

/** Vocabularies differ from the one that is counted with. */
const FEWER_TOKENS = 0.7;
/** What a prompt says of other steps and of failures. */
const TOKENS_OF_PLACE = 1000;

/** At least the template and the goal; at most also all that may be shown of files, and what a discriminator chooses from. */
function promptOf(role: Role, { settings, domain, goal, shown }: Ground): Span {
  const { promptTemplate, templateRoot, maxTokens, temperature, provider } = settings.roles[role];
  const template = loadTemplate({ role, source: promptTemplate, root: templateRoot });
  const formatGuide = domain === undefined ? '' : formatGuideOf(domain, settings);
  const agent = { role, template, temperature, formatGuide, planGuide: domain?.planGuide };
  const step = { stepId: '1', sampleIndex: 1, seed: 'estimate', maxTokens };
  const options = role.endsWith('discriminator') ? { options: ['', ''] } : {};
  const request = chatRequest(agent, { ...step, ...options, role, evidence: bareEvidence(goal) });
  const bare = promptTokens(request, provider, tokenCount);
  return {
    low: FEWER_TOKENS * tokensOf(request),
    high: bare + shown + TOKENS_OF_PLACE + optionsOf(role, settings),
  };
}

function tokensOf({ messages, variation = '' }: ReturnType<typeof chatRequest>): number {
  return tokenCount([...messages.map(({ content }) => content), variation].join('\n'));
}

function optionsOf(role: Role, settings: Settings): number {
  if (!role.endsWith('discriminator')) return 0;
  const proposer = role === 'decomposition_discriminator' ? 'decomposition' : 'solver';
  return proposalsWanted(settings.roles[role].k) * answerOf(proposer, settings).high;
}

function bareEvidence(goal: string): Evidence {
  const step = { id: '1', title: '', description: '', kind: '', depth: 1, mayBreak: [], files: [] } as const;
  return {
    goal,
    step: { ...step, promise: { kind: 'none' } },
    place: { ancestors: [], index: 1, count: 1, siblings: [] },
    files: [],
    failures: [],
    outline: [],
    feedback: [],
    notes: [],
  };
}

function answerOf(role: Role, settings: Settings): Span {
  const { maxTokens } = settings.roles[role];
  return { ...ONE, high: Math.min(maxTokens, longestAnswer(settings, role) ?? maxTokens) };
}

function models({ provider, model, mix }: RoleSettings): readonly ModelChoice[] {
  return (mix ?? [{ provider, model }]).filter((each) => CHAT.has(each.provider));
}

function pricesOf(choices: readonly ModelChoice[], { settings, env }: Ground) {
  return choices.map(({ provider, model }) => {
    const setting = settings.baseUrls[provider];
    const baseUrl = isHttpProvider(provider) ? resolveBaseUrl({ provider, setting, env }) : undefined;
    return priceOf({ provider: provider as ChatProvider, model, baseUrl, own: settings.prices });
  });
}

function assumptions({ steps, arePlanned }: StepsAhead): string {
  const { p, v } = SUPPOSED;
  const count = arePlanned ? `a plan of ${steps.low} to ${steps.high} steps` : `${steps.high} steps`;
  return `${count}, ${p.low * 100} to 100 % of the votes right, at most ${Math.round((1 - v.low) * 100)} % of the answers thrown away, no second attempts`;
}
