import { startEngine } from '../connect-service.ts';

// A face that is about to be killed: starts an engine and a session, says their ids, and then only waits.
const [program = '', home = '', repoPath = ''] = process.argv.slice(2);

async function begin(): Promise<void> {
  const engine = await startEngine({ program, home, keys: {} });
  const request = { prompt: 'Fix the failing tests', provider: 'offline', repoPath } as const;
  const { sessionId } = await engine.service.start({ ...request, approveVerifier: true });
  process.stdout.write(`${JSON.stringify({ engine: engine.pid, sessionId })}\n`);
}

void begin();
setInterval(() => undefined, 60_000);
