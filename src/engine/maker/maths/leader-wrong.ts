/** What is thought of a step before its first vote: its chance of a wrong vote is Beta(wrong, right). */
export interface StepPrior {
  readonly wrong: number;
  readonly right: number;
}

/**
 * About one step in a million is hard, and a hard one may be of any hardness (the headline run of arXiv 2511.09030 met
 * one such step: decided by 9 : 6 : 3 where all others were nearly unanimous).
 */
export const RARE_HARD_STEPS: StepPrior = { wrong: 1e-6, right: 1 };

/**
 * Returns the chance that the leader is wrong, given its votes and those of its one rival: the odds are
 * Π (wrong + i)/(right + i) for i from `dissent` to `votes` − 1. With rare hard steps this is 1e-6/votes at no dissent
 * and dissent/(votes + dissent) from the first vote of dissent on.
 */
export function leaderWrong(votes: number, dissent: number, prior: StepPrior = RARE_HARD_STEPS): number {
  let odds = 1;
  for (let vote = dissent; vote < votes; vote += 1) odds *= (prior.wrong + vote) / (prior.right + vote);
  return odds / (1 + odds);
}
