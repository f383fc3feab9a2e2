import { MicrofactoryError } from '../../engine/error.ts';
import { PLAN_JSON_SCHEMA } from '../../engine/maker/plan/plan-schema.ts';
import type { ChatModel, ChatRequest, Completion } from '../../engine/ports/chat-model.ts';
import type { Purpose } from '../../engine/ports/exchange.ts';
import type { Microagent, ProposeRequest, RawAnswer, Role } from '../../engine/ports/microagent.ts';
import { seededRandom } from '../../engine/ports/random.ts';
import { warmFirst } from '../../models/index.ts';
import type { Template } from '../../prompts/index.ts';
import { createBlockAsker } from './ask-block.ts';
import { chatMessages } from './chat-messages.ts';
import { reordered } from './other-wording.ts';
import { PLAN_FORMAT_GUIDE } from './plan-format-guide.ts';
import { promptVariablesOf } from './prompt-variables-of.ts';
import { stopWhen } from './stop-when.ts';

export interface LlmAgentOptions {
  readonly role: Role;
  readonly template: Template;
  readonly model: ChatModel;
  /** Temperature of the samples after the first; the first is asked at 0. */
  readonly temperature: number;
  /** How a solver's answers are written (the domain knows); decompositions have a guide of their own. */
  readonly formatGuide?: string;
  /** How a plan is written, where a domain has words of its own. */
  readonly planGuide?: string | undefined;
  readonly timeoutMs?: number;
  /** The longest answer that a red flag lets pass, in tokens; undefined: that of the request. */
  readonly longestAnswer?: number | undefined;
  /** What its requests are for; undefined: plans or answers that are voted on. */
  readonly purpose?: Purpose;
}

/** Returns the microagent that fills in a role's template and asks a model once. */
export function createLlmAgent(options: LlmAgentOptions): Microagent {
  const { role } = options;
  const model = warmFirst(options.model);
  const askBlock = createBlockAsker(model);
  const asked = (request: ProposeRequest): ChatRequest => {
    if (request.role !== role) throw wrongRole(role, request.role);
    const chat = chatRequest(options, request);
    // What is asked aside has options, too, and chooses none of them.
    if (options.purpose !== undefined) return chat;
    return { ...chat, stopWhen: stopWhen(request, options.longestAnswer) };
  };
  return {
    name: 'llm',
    paraphrases: true,
    async propose(request, signal) {
      return rawAnswer(await model.complete(asked(request), signal));
    },
    proposeBlock(requests, signal) {
      const samples = requests.map((request) => ({
        request: asked(request),
        isDrawn: isDrawn(options, request),
      }));
      return askBlock(samples, signal).map((answer) => answer.then(rawAnswer));
    },
  };
}

/** Not where each sample has an order of options or words of its own, nor where the model is to give its best answer. */
function isDrawn(
  { temperature }: LlmAgentOptions,
  { sampleIndex, options, wording }: ProposeRequest,
): boolean {
  return sampleIndex > 0 && temperature > 0 && options === undefined && wording === undefined;
}

/** Returns the request that a sample makes; a function of its arguments alone. */
export function chatRequest(options: Omit<LlmAgentOptions, 'model'>, request: ProposeRequest): ChatRequest {
  const { role, template, temperature, timeoutMs } = options;
  const { sampleIndex, wording = 0 } = request;
  const evidence = reordered(request.evidence, wording);
  const variables = promptVariablesOf({ ...request, evidence }, guideOf(options));
  return {
    ...chatMessages({ template, variables, sampleIndex, wording }),
    maxTokens: request.maxTokens,
    temperature: sampleIndex === 0 ? 0 : temperature,
    seed: sampleSeed(request),
    ...(role === 'decomposition' && { schema: { name: 'plan', schema: PLAN_JSON_SCHEMA } }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    about: { purpose: purposeOf(options), stepId: request.stepId, role: request.role, sampleIndex },
  };
}

function purposeOf({ role, purpose }: Omit<LlmAgentOptions, 'model'>): Purpose {
  return purpose ?? (role.startsWith('decomposition') ? 'plan' : 'race');
}

function guideOf({ role, formatGuide, planGuide }: Omit<LlmAgentOptions, 'model'>): string {
  return role === 'decomposition' ? (planGuide ?? PLAN_FORMAT_GUIDE) : (formatGuide ?? '');
}

/** A whole number below 2³¹ for providers that take one. */
function sampleSeed({ seed, stepId, role, sampleIndex }: ProposeRequest): number {
  return Math.floor(seededRandom(seed, stepId, role, sampleIndex).next() * 2 ** 31);
}

function rawAnswer(completion: Completion): RawAnswer {
  const { text, model, finish, usage, requestId, choice, latencyMs, costUsd } = completion;
  const cost = costUsd === undefined ? {} : { costUsd };
  return { text, agent: 'llm', model, finish, usage, requestId, choice, latencyMs, ...cost };
}

function wrongRole(own: Role, asked: Role): MicrofactoryError {
  return new MicrofactoryError({ code: 'internal', message: `The agent for ${own} was asked for ${asked}.` });
}
