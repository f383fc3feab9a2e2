export { createSearchAgent, type SearchAgentOptions } from './search-agent.ts';
