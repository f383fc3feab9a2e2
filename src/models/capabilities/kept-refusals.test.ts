import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createCapabilityMemory } from './capabilities.ts';
import { keptRefusals } from './kept-refusals.ts';

const PLACE = {
  provider: 'compatible',
  baseUrl: 'http://user:sk-canary@host:1/v1?key=sk-canary',
  model: 'm',
} as const;
const DAY = 24 * 3_600_000;

function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'microfactory-refusals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'home', 'capabilities.json');
  const warnings: string[] = [];
  let time = 0;
  const clock = { now: () => time, monotonic: () => time };
  return {
    path,
    warnings,
    pass: (milliseconds: number) => void (time += milliseconds),
    memory: () =>
      createCapabilityMemory(keptRefusals({ path, clock, onWarning: (line) => warnings.push(line) })),
  };
}

it('knows in the next session what a server refused, and of other models nothing', () => {
  const { memory, path, warnings } = bench();
  const first = memory();
  expect(first.refuse(PLACE, 'temperature')).toBe(true);
  expect(first.refuse(PLACE, 'max_tokens')).toBe(true);
  expect(memory().known(PLACE)).toEqual(first.known(PLACE));
  expect(memory().known(PLACE)).toMatchObject({
    temperature: false,
    seed: true,
    tokensParameter: 'max_completion_tokens',
  });
  expect(memory().known({ ...PLACE, model: 'other' }).temperature).toBe(true);
  expect(warnings).toEqual([]);
  expect(readFileSync(path, 'utf8')).not.toContain('sk-canary');
});

it('keeps what another process has learnt in the meantime', () => {
  const { memory } = bench();
  const [one, other] = [memory(), memory()];
  one.known(PLACE);
  other.known(PLACE);
  one.refuse(PLACE, 'temperature');
  other.refuse(PLACE, 'seed');
  expect(memory().known(PLACE)).toMatchObject({ temperature: false, seed: false });
});

it('asks again after 30 days, for servers learn', () => {
  const { memory, pass } = bench();
  memory().refuse(PLACE, 'seed');
  pass(29 * DAY);
  expect(memory().known(PLACE).seed).toBe(false);
  pass(2 * DAY);
  expect(memory().known(PLACE).seed).toBe(true);
});

it.each([
  ['no JSON', 'garbage{'],
  ['another version', '{"version":2,"refusals":{}}'],
  ['other things', '{"version":1,"refusals":{"a":{"b":"c"}}}'],
])('counts a file with %s as empty, says so, and writes it anew', (_what, text) => {
  const { memory, path, warnings } = bench();
  memory().refuse(PLACE, 'seed');
  writeFileSync(path, text);
  const next = memory();
  expect(next.known(PLACE).seed).toBe(true);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(path);
  next.refuse(PLACE, 'seed');
  expect(memory().known(PLACE).seed).toBe(false);
});
