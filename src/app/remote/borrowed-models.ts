import type { MessageConnection } from 'vscode-jsonrpc/node';
import { MicrofactoryError } from '../../engine/error.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import { withToken } from './cancellation.ts';
import { askModel, listModels } from './wire.ts';
import { fromWire } from './wire-error.ts';

/** Returns the models that the face at the other end lends. */
export function borrowedModels(connection: MessageConnection): OfferedModels {
  return {
    list: () => understood(connection.sendRequest(listModels)),
    ask: (request, signal) =>
      withToken(signal, (token) => understood(connection.sendRequest(askModel, request, token))),
  };
}

async function understood<Reply>(reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    throw fromWire(error) ?? unreachable(error);
  }
}

function unreachable(cause: unknown): MicrofactoryError {
  const message = 'The editor that lends its models did not answer: start the session again from there.';
  return new MicrofactoryError({ code: 'model-network', message, retryable: true, cause });
}
