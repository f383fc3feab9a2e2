import { checkShowsAnswer, createCritic } from '../../agents/critic/create-critic.ts';
import { createLlmAgent } from '../../agents/llm/index.ts';
import type { CritiqueSettings } from '../../config/settings.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Critic, Criticised, Critique } from '../../engine/maker/redflag/red-flag-rules.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { CHAT, chatModels, type AgentsOptions } from './create-agents.ts';

/** Returns who looks over the answers of which role. Throws `configuration` for a missing key, model or template before anything is asked. */
export function createCritics(options: AgentsOptions): Partial<Record<Role, Critic>> {
  const { critiques = [], roles } = options.settings;
  if (critiques.length === 0) return {};
  const modelOf = chatModels(options);
  const made = critiques.map((critique) => {
    if (!CHAT.has(critique.provider)) throw needsModel(critique);
    const template = loadTemplate({
      role: 'solution_discriminator',
      source: critique.promptTemplate,
      root: critique.templateRoot,
    });
    checkShowsAnswer(template);
    const model = modelOf({ ...roles.solution_discriminator, ...critique });
    const agent = createLlmAgent({
      role: 'solution_discriminator',
      template,
      model,
      temperature: 0,
      purpose: 'critique',
    });
    const { maxTokens } = critique;
    return { critique, critic: createCritic({ agent, maxTokens, onWarning: options.onWarning }) };
  });
  const critics: Partial<Record<Role, Critic>> = {};
  for (const { critique, critic } of made)
    for (const role of critique.roles) critics[role] = inTurn(critics[role], critic);
  return critics;
}

/** What the first lets through, the second looks over. */
function inTurn(first: Critic | undefined, second: Critic): Critic {
  if (first === undefined) return second;
  const both = async (criticised: Criticised, signal: AbortSignal): Promise<Critique> => {
    const said = await first(criticised, signal);
    return said.flags.length > 0 ? said : added(said, await second(criticised, signal));
  };
  return Object.assign(both, { calls: (first.calls ?? 1) + (second.calls ?? 1) });
}

function added(one: Critique, other: Critique): Critique {
  return {
    flags: other.flags,
    calls: one.calls + other.calls,
    inputTokens: one.inputTokens + other.inputTokens,
    cachedInputTokens: (one.cachedInputTokens ?? 0) + (other.cachedInputTokens ?? 0),
    outputTokens: one.outputTokens + other.outputTokens,
    costUsd: one.costUsd === null || other.costUsd === null ? null : one.costUsd + other.costUsd,
  };
}

function needsModel({ provider }: CritiqueSettings): MicrofactoryError {
  const message = `The red flagger llm_critique needs a model, and ${provider} is none: name one with provider and model in its entry, or take it out of red_flaggers.`;
  return new MicrofactoryError({ code: 'configuration', message });
}
