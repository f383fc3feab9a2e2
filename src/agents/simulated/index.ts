export {
  createSimulatedAgent,
  drawn,
  type SimulatedAgentOptions,
  type SimulatedAnswer,
  type Simulation,
  type WeightedAnswer,
} from './create-simulated-agent.ts';
