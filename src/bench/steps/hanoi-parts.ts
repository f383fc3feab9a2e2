import { createSimulatedAgent } from '../../agents/simulated/index.ts';
import { createHanoiDomain } from '../../domains/hanoi/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { DirectSteps } from '../../engine/maker/direct-steps.ts';
import type { DomainContext } from '../../engine/maker/domain.ts';
import type { Microagent } from '../../engine/ports/microagent.ts';

/** What a session of the puzzle is made of, without an engine. */
export interface HanoiParts {
  readonly steps: DirectSteps;
  readonly ask: NonNullable<Microagent['proposeNow']>;
}

/** Returns the puzzle's own steps and the solver that never errs, as sessions have them. */
export async function hanoiParts(disks: number): Promise<HanoiParts> {
  const domain = createHanoiDomain();
  const { direct } = await domain.open(contextOf(`Move ${disks} disks`));
  const answers = domain.simulation?.({ wrong: 0, flagged: 0 });
  if (direct === undefined || answers === undefined) throw unusable();
  const ask = createSimulatedAgent({ answers }).proposeNow;
  if (ask === undefined) throw unusable();
  return { steps: direct, ask };
}

function contextOf(goal: string): DomainContext {
  return {
    goal,
    settings: {
      verifierTimeoutMs: 0,
      stepGranularity: { maxFiles: 0, maxLinesChanged: 0 },
      redFlaggers: [],
      evidenceTokens: 0,
      offline: true,
      searchTimeMs: 0,
    },
    run: () => Promise.reject(unusable()),
    approvals: { has: () => Promise.resolve(false), add: () => Promise.resolve() },
  };
}

function unusable(): MicrofactoryError {
  return new MicrofactoryError({
    code: 'internal',
    message: 'The puzzle can no longer be solved in a loop.',
  });
}
