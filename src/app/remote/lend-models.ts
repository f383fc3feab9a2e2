import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import { withSignal } from './cancellation.ts';
import { askModel, listModels } from './wire.ts';
import { toWire } from './wire-error.ts';

/** Answers the engine's questions to models with those that the face offers. */
export function lendModels(connection: MessageConnection, models: OfferedModels): void {
  connection.onRequest(listModels, () => models.list().catch(toWire));
  connection.onRequest(askModel, (request, token) =>
    withSignal(token, (signal) => models.ask(request, signal)).catch(toWire),
  );
}
