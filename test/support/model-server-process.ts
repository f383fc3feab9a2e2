// The model server as a process of its own, so that it outlives a killed command line.
// Arguments: <answers module> <log file>. The module's default export is a function of the request alone.
import { pathToFileURL } from 'node:url';
import { startModelServer, type ModelServerOptions } from './model-server.ts';

async function main(answersModule: string, logFile: string): Promise<void> {
  const module = (await import(pathToFileURL(answersModule).href)) as {
    default: ModelServerOptions['answer'];
  };
  const server = await startModelServer({ answer: module.default, logFile });
  process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
