import type { CliEdge } from '../edge.ts';
import { explanationLines } from '../views/explanation.ts';
import { harmless } from '../views/harmless.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson, withService } from './command.ts';

export interface ExplainFlags {
  readonly sessionId: string;
  readonly step: string;
  readonly json?: boolean;
}

/** Prints why a step's vote stands as it does. */
export async function explain(flags: ExplainFlags, edge: CliEdge): Promise<number> {
  return withService(edge, false, async (service) => {
    const explanation = await service.explain(flags.sessionId, flags.step);
    if (flags.json === true) printJson(edge, explanation);
    else print(edge, ...explanationLines(harmless(explanation), canvasOf(edge.stdout, edge.env)));
    return 0;
  });
}
