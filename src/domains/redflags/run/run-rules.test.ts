import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  answer,
  CALC,
  codeFixture,
  signal,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';

let fixture: CodeFixture;
const right = answer('src/calc.js', '  return a - b;', '  return a + b;');

beforeAll(async () => {
  const redFlaggers = [{ type: 'command', command: ['node', '--version'] }];
  fixture = await codeFixture(CALC, { redFlaggers });
});
afterAll(() => fixture.remove());

it('asks for each command by itself, and runs none that nobody approved', async () => {
  const { session, approvals } = fixture;
  const verifier = await session.preflight();
  expect(verifier).toMatchObject({
    kind: 'needs-approval',
    what: expect.stringContaining('npm test') as string,
  });
  await approvals.add(verifier.kind === 'ready' ? '' : verifier.hash, '');
  const own = await session.preflight();
  expect(own).toMatchObject({ kind: 'needs-approval', what: 'node --version' });
  await expect(session.readAnswer(right, stepOf([]), signal)).rejects.toThrow(
    /Nobody approved node --version/,
  );
  await approvals.add(own.kind === 'ready' ? '' : own.hash, '');
  expect(await session.preflight()).toEqual({ kind: 'ready' });
  expect(await session.readAnswer(right, stepOf([]), signal)).toMatchObject({ ok: true });
});
