export {
  measureCandidates,
  type CandidateMeasurements,
  type CandidateOptions,
  type Votes,
} from './measure-candidates.ts';
export type { Tally } from './tally.ts';
