import * as vscode from 'vscode';
import type {
  OfferedModel,
  OfferedModelReply,
  OfferedModelRequest,
  OfferedModels,
} from '../../app/remote/connect-service.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import { modelFailure } from './model-failure.ts';

/** Returns the models that other extensions offer to the editor; undefined where the editor has no such thing. */
export function offeredModels(): OfferedModels | undefined {
  // Forks of VS Code may lack it, whatever the types say.
  const models = vscode.lm as typeof vscode.lm | undefined;
  if (typeof models?.selectChatModels !== 'function') return undefined;
  return { list, ask };
}

async function list(): Promise<readonly OfferedModel[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map(({ id, name, vendor, maxInputTokens }) => ({ id, name, vendor, maxInputTokens }));
}

async function ask(request: OfferedModelRequest, signal: AbortSignal): Promise<OfferedModelReply> {
  const model = await chosenModel(request.model);
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = (): void => cancellation.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const justification = t('Microfactory asks it for the steps of a task that you started.');
    const messages = request.messages.map(toMessage);
    const response = await model.sendRequest(messages, { justification }, cancellation.token);
    const text = await wholeText(response);
    const [inputTokens, outputTokens] = await counted(model, request, text, cancellation.token);
    return { text, model: model.id, inputTokens, outputTokens };
  } catch (error) {
    throw modelFailure(error, model.name, signal.aborted);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

async function chosenModel(id: string): Promise<vscode.LanguageModelChat> {
  const models = await vscode.lm.selectChatModels();
  const model = models.find((each) => each.id === id);
  if (model !== undefined) return model;
  const known = models.map((each) => each.id).join(', ');
  const message =
    known === ''
      ? t('No extension offers a language model to the editor: install one, or choose another provider.')
      : t('No extension offers the model {0} to the editor; it knows: {1}.', id, known);
  throw new MicrofactoryError({ code: 'model-config', message });
}

function toMessage({ role, text }: OfferedModelRequest['messages'][number]): vscode.LanguageModelChatMessage {
  return role === 'user'
    ? vscode.LanguageModelChatMessage.User(text)
    : vscode.LanguageModelChatMessage.Assistant(text);
}

async function wholeText(response: vscode.LanguageModelChatResponse): Promise<string> {
  let text = '';
  for await (const part of response.text) text += part;
  return text;
}

/** Models count for themselves; one that can't leaves the number unknown. */
async function counted(
  model: vscode.LanguageModelChat,
  request: OfferedModelRequest,
  reply: string,
  token: vscode.CancellationToken,
): Promise<[number | null, number | null]> {
  const asked = request.messages.map(({ text }) => text).join('\n');
  const count = async (text: string): Promise<number | null> => {
    try {
      return await model.countTokens(text, token);
    } catch {
      return null;
    }
  };
  return Promise.all([count(asked), count(reply)]);
}
