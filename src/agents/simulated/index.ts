export {
  createSimulatedAgent,
  drawn,
  type SimulatedAgentOptions,
  type WeightedAnswer,
} from './create-simulated-agent.ts';
export { PAPER, readNoiseModel, type NoiseModel, type PaperNoise, type SteadyNoise } from './noise-model.ts';
export { readNoise } from './read-noise.ts';
export type { SimulatedAnswer, Simulation } from '../../engine/maker/simulation.ts';
