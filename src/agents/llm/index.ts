export { chatRequest, createLlmAgent, type LlmAgentOptions } from './create-llm-agent.ts';
