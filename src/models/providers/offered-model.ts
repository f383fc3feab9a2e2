import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { OfferedModel, OfferedModelRequest, OfferedModels } from '../../engine/ports/offered-models.ts';
import { aboutTokens } from '../about-tokens.ts';
import { nearestNames } from '../errors/suggest-models.ts';
import { wholeMessages } from './whole-messages.ts';
import type { ProviderClient, ProviderReply } from './provider-client.ts';

export interface OfferedModelOptions {
  readonly model: string;
  /** Undefined where nobody lends models, as on the command line. */
  readonly offered: OfferedModels | undefined;
}

/** Returns a client of a model that the editor lends. Throws `configuration` when no editor is there. */
export function offeredModelClient({ model, offered }: OfferedModelOptions): ProviderClient {
  if (offered === undefined) throw noEditor();
  return {
    async send(request, _capabilities, signal) {
      const known = await knownModel(offered, model);
      const messages = messagesOf(request);
      checkSize(known, messages);
      const reply = await offered.ask({ model, messages }, signal);
      return {
        text: reply.text,
        // What is offered doesn't tell why an answer ended; one that is cut off shows when it is read.
        finish: { unified: 'stop', raw: null },
        tokens: tokensOf(reply, messages),
        requestId: '',
        model: reply.model,
      };
    },
    modelNames: async () => (await offered.list()).map(({ id }) => id),
  };
}

type Messages = OfferedModelRequest['messages'];

/** These models know no system role: instructions come first, in the user's. */
function messagesOf(request: ChatRequest): Messages {
  return wholeMessages(request).map(({ role, content }) => ({
    role: role === 'assistant' ? 'assistant' : 'user',
    text: content,
  }));
}

async function knownModel(offered: OfferedModels, model: string): Promise<OfferedModel> {
  const all = await offered.list();
  const known = all.find(({ id }) => id === model);
  if (known !== undefined) return known;
  const names = nearestNames(
    model,
    all.map(({ id }) => id),
  );
  const message =
    names.length === 0
      ? 'VS Code offers no model: install or sign in to one there, or choose another provider.'
      : `VS Code does not offer the model ${model}; it offers ${names.join(', ')}.`;
  throw new MicrofactoryError({ code: 'model-config', message });
}

function checkSize({ id, maxInputTokens }: OfferedModel, messages: Messages): void {
  const tokens = tokensIn(messages);
  if (tokens <= maxInputTokens) return;
  const message = `The prompt (about ${tokens} tokens) is too big for ${id}, which takes ${maxInputTokens}: lower evidence_tokens, split the step, or choose a model with a larger context.`;
  throw new MicrofactoryError({ code: 'model-too-big', message });
}

/** Where a model doesn't count, an estimate does: none at all would look like an answer that cost nothing. */
function tokensOf(
  reply: { text: string; inputTokens: number | null; outputTokens: number | null },
  messages: Messages,
): ProviderReply['tokens'] {
  return {
    input: reply.inputTokens ?? tokensIn(messages),
    output: reply.outputTokens ?? tokensIn([{ text: reply.text }]),
    cacheRead: 0,
    cacheWrite: 0,
    ...((reply.inputTokens === null || reply.outputTokens === null) && { estimated: true }),
  };
}

function tokensIn(texts: readonly { readonly text: string }[]): number {
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  return aboutTokens(characters);
}

function noEditor(): MicrofactoryError {
  const message =
    'The provider vscode-lm works in VS Code only, which lends its models: choose another provider here.';
  return new MicrofactoryError({ code: 'configuration', message });
}
