export { createReplayAgent } from './create-replay-agent.ts';
