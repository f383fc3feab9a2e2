import { onTestFinished } from 'vitest';
import { startModelServer, type ModelServer, type ModelServerOptions } from '../../support/model-server.ts';

/** Starts a model server with a script; it stops when the test ends. */
export async function modelServer(answer: ModelServerOptions['answer']): Promise<ModelServer> {
  const server = await startModelServer({ answer });
  onTestFinished(() => server.stop());
  return server;
}
