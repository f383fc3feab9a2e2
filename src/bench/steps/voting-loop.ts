import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { DirectPlace } from '../../engine/maker/direct-steps.ts';
import { stepInputOf } from '../../engine/maker/step-input.ts';
import { moveOfState } from './audit-journal.ts';
import { hanoiParts, type HanoiParts } from './hanoi-parts.ts';
import { LineWriter } from './line-writer.ts';
import type { Run } from './measurements.ts';
import type { LoopRequest } from './plain-loop.ts';
import { StepMeter } from './step-meter.ts';
import { moveCount, Tower } from './tower.ts';

const VOTES = 3;

/**
 * What a program does that asks three times a step, reads the answers and counts them, and writes as many synced bytes:
 * the same answers of the same solver, without engine, journal, events or anything that could be resumed.
 */
export async function votingLoop({ folder, disks, bytesAStep }: LoopRequest): Promise<Run> {
  const meter = new StepMeter();
  const tower = new Tower(disks);
  const lines = await LineWriter.create(join(folder, 'voting.jsonl'));
  const solver = await hanoiParts(disks);
  let state: string | undefined;
  meter.start();
  for (let number = 1; number <= moveCount(disks); number += 1) {
    const decided = decide(solver, { input: inputOf(number, moveCount(disks)), state });
    state = decided.state;
    tower.play(moveOfState(state));
    const written = lines.add(JSON.stringify({ number, ...decided }).padEnd(bytesAStep - 1));
    if (written !== undefined) await written;
    meter.finished(number);
  }
  await lines.finish();
  return { ...meter.stop(), bytes: lines.bytes, wrong: tower.verdict() };
}

function inputOf(index: number, count: number): DirectPlace['input'] {
  return stepInputOf({ title: `Move ${index}`, index, count });
}

interface Decided {
  readonly state: string;
  readonly votes: number;
}

/** Asks until three answers agree; nobody errs here, so that is three times. */
function decide({ steps, ask }: HanoiParts, place: DirectPlace): Decided {
  const evidence = steps.evidence(place);
  const { id: stepId } = place.input.brief;
  const counts = new Map<string, number>();
  for (let sampleIndex = 0; sampleIndex < VOTES; sampleIndex += 1) {
    const answer = ask({ role: 'solver', stepId, sampleIndex, seed: 'bench', evidence, maxTokens: 750 });
    const reading = steps.read(answer.text, place);
    if (!reading.ok) throw undecided();
    const votes = (counts.get(reading.value.key) ?? 0) + 1;
    counts.set(reading.value.key, votes);
    if (votes === VOTES) return { state: steps.after(reading.value, place), votes };
  }
  throw undecided();
}

function undecided(): MicrofactoryError {
  return new MicrofactoryError({ code: 'internal', message: 'The loop with votes found no decision.' });
}
