import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditJournal } from './audit-journal.ts';
import { runEngine } from './engine-run.ts';
import { plainLoop } from './plain-loop.ts';
import { performPart } from './perform-part.ts';
import type { Message } from './run-child.ts';
import { runSession } from './session-run.ts';
import { votingLoop } from './voting-loop.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-parts-'))));
afterEach(() => rm(folder, { recursive: true }));

async function lengths(name: string): Promise<number[]> {
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => line.length + 1);
}

describe('the loops without an engine', () => {
  it.each([
    ['plain.jsonl', plainLoop],
    ['voting.jsonl', votingLoop],
  ])('solve the puzzle and write as many bytes a step as they are asked to: %s', async (name, loop) => {
    const run = await loop({ folder, disks: 10, bytesAStep: 200 });
    expect(run).toMatchObject({ steps: 1023, bytes: 1023 * 200, wrong: undefined });
    expect(await lengths(name)).toEqual(Array.from({ length: 1023 }, () => 200));
  });
});

describe('what is measured', () => {
  it('is an engine whose journal solves the puzzle', async () => {
    const run = await runEngine({ folder, disks: 5 });
    expect(run).toMatchObject({ steps: 31, wrong: undefined });
    expect(run.bytes).toBeGreaterThan(31 * 100);
    expect(run.diskBytes).toBeGreaterThan(0);
  });

  it('is a whole session, which tells its id and how far it is', async () => {
    const told: Message[] = [];
    const run = await runSession({ folder, disks: 5 }, (message) => told.push(message));
    expect(run).toMatchObject({ steps: 31, wrong: undefined });
    expect(told).toEqual([{ sessionId: expect.any(String) as string }, { steps: 1 }]);
    const { sessionId } = told[0] as { sessionId: string };
    const home = join(folder, 'home');
    expect(await auditJournal(home, sessionId, 5)).toMatchObject({ moves: 31, bytes: run.bytes });
    const { wrong } = await auditJournal(home, sessionId, 6);
    expect(wrong).toBe('Only 5 of 6 disks are on the last peg.');
  });

  it('is told as the last message of its part', async () => {
    const told: Message[] = [];
    await performPart({ part: 'plain', folder, disks: 3, bytesAStep: 50 }, (message) => told.push(message));
    expect(told).toMatchObject([{ steps: 7, bytes: 350 }]);
  });
});
