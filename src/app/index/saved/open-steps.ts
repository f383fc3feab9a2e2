import { frozen, thawed } from '../../../engine/flow/frozen.ts';
import { parseJson, type Json } from '../../../engine/json.ts';
import type { StepView } from '../../view/step-view.ts';
import { Breather } from '../breather.ts';
import { PIECE_BYTES } from './pieces.ts';

/** A step may hold very much evidence. */
const LOOK_EVERY = 8;

/** Gives the steps as pieces of text, a line each; a session may have very many that go on. */
export async function* openSteps(steps: ReadonlyMap<string, StepView>): AsyncGenerator<Uint8Array> {
  const breather = new Breather({ lookEvery: LOOK_EVERY });
  let lines: string[] = [];
  let length = 0;
  for (const step of steps.values()) {
    const line = JSON.stringify(frozen(step));
    lines.push(line);
    length += line.length;
    await breather.breathe();
    if (length < PIECE_BYTES) continue;
    yield Buffer.from(lines.join('\n'));
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield Buffer.from(lines.join('\n'));
}

/** Adds the steps of one such piece. */
export async function addOpenSteps(steps: Map<string, StepView>, piece: Uint8Array): Promise<void> {
  const breather = new Breather({ lookEvery: LOOK_EVERY });
  for (const line of Buffer.from(piece).toString().split('\n')) {
    const step = thawed(parseJson(line) as Json) as StepView;
    steps.set(step.id, step);
    await breather.breathe();
  }
}
