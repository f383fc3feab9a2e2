import { startEngine } from '../connect-service.ts';

// A face that is about to be killed: starts an engine and a session, says their ids, and then only waits.
const [program = '', home = '', repoPath = ''] = process.argv.slice(2);
const engine = await startEngine({ program, home, keys: {} });
const { sessionId } = await engine.service.start({
  prompt: 'Fix the failing tests',
  provider: 'offline',
  repoPath,
  approveVerifier: true,
});
process.stdout.write(`${JSON.stringify({ engine: engine.pid, sessionId })}\n`);
setInterval(() => undefined, 60_000);
