export { createLlmAgent, type LlmAgentOptions } from './create-llm-agent.ts';
