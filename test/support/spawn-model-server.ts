import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { ModelRequest } from './model-server.ts';

const ENTRY = fileURLToPath(new URL('./model-server-process.ts', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/test/', import.meta.url));

export interface SpawnModelServerOptions {
  /** Absolute path of an ES module (.mjs) whose default export maps a ModelRequest to a ServerAnswer. */
  readonly answersModule: string;
  /** Absolute path; one JSON line a request. */
  readonly logFile: string;
}

export interface ModelServerProcess {
  readonly openaiUrl: string;
  readonly anthropicUrl: string;
  /** Every request so far, read from the log file. */
  requests(): readonly ModelRequest[];
  stop(): Promise<void>;
}

/** Starts the model server as a process of its own and returns when it listens on a free loopback port. */
export async function spawnModelServer(options: SpawnModelServerOptions): Promise<ModelServerProcess> {
  const program = `${CACHE}model-server-${process.pid}.mjs`;
  await build({
    entryPoints: [ENTRY],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [program, options.answersModule, options.logFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the model server ended with ${String(code)} before it listened`);
    }),
  ]);
  const { port } = JSON.parse(String(first[0])) as { port: number };
  return {
    openaiUrl: `http://127.0.0.1:${port}/v1`,
    anthropicUrl: `http://127.0.0.1:${port}`,
    requests: () => readRequests(options.logFile),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

function readRequests(logFile: string): ModelRequest[] {
  const lines = readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ModelRequest);
}
