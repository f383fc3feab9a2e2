import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { moduleHash } from '../../config/index.ts';
import { chosenDomain } from './chosen-domain.ts';

const GOOD = `export default ({ name }) => ({ name: 'other', description: name, needsWorkspace: false, open() {} });`;

let folder: string;
let path: string;
let approved: Set<string>;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'microfactory-chosen-')));
  path = join(folder, 'mine.mjs');
  approved = new Set();
  writeFileSync(path, GOOD);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const approvals = {
  has: (hash: string) => Promise.resolve(approved.has(hash)),
  add: (hash: string) => Promise.resolve(void approved.add(hash)),
};

function settings(isOwn: boolean) {
  const hash = moduleHash(path, readFileSync(path, 'utf8'));
  return { domain: 'mine', module: { path, hash, isOwn } };
}

it('a module of the user’s own makes a domain that goes by the name of the configuration', async () => {
  expect(await chosenDomain(settings(true), { approvals })).toMatchObject({
    name: 'mine',
    description: 'mine',
  });
});

it('a module of a repository is refused until it was approved, and again when it has changed', async () => {
  const begun = settings(false);
  await expect(chosenDomain(begun, { approvals })).rejects.toMatchObject({
    code: 'guard',
    data: { module: path },
    message: expect.stringContaining('that you have not approved'),
  });
  await chosenDomain(begun, { approvals, approveModule: true });
  expect(await chosenDomain(begun, { approvals })).toMatchObject({ name: 'mine' });
  writeFileSync(path, `${GOOD}// changed`);
  await expect(chosenDomain(begun, { approvals })).rejects.toMatchObject({
    code: 'guard',
    message: expect.stringContaining('has changed since it was approved'),
  });
});

it('a changed module of the user’s own is said to be another one, and is loaded as it is now', async () => {
  const begun = settings(true);
  const said: string[] = [];
  const onChanged = (sentence: string) => said.push(sentence);
  await chosenDomain(begun, { approvals, onChanged });
  expect(said).toEqual([]);
  writeFileSync(path, GOOD.replace('description: name', "description: 'Anew.'"));
  expect(await chosenDomain(begun, { approvals, onChanged })).toMatchObject({ description: 'Anew.' });
  expect(said).toEqual([`The module ${path} of the domain mine is not what it was when the session began.`]);
});

it('methods of a class keep their domain', async () => {
  writeFileSync(
    path,
    `class Mine { #kept = 'Kept.'; description = 'd'; needsWorkspace = false; open() {} simulation() { return () => this.#kept; } }
export default () => new Mine();`,
  );
  const { simulation } = await chosenDomain(settings(true), { approvals });
  expect(simulation).toBeTypeOf('function');
  const domain = await chosenDomain(settings(true), { approvals });
  expect(domain.simulation?.({ wrong: 0, flagged: 0 })({} as never, {} as never)).toBe('Kept.');
});

it('a module that is gone is said to be', async () => {
  const begun = settings(true);
  rmSync(path);
  await expect(chosenDomain(begun, { approvals })).rejects.toThrow(
    `The module ${path} of the domain mine can't be read`,
  );
});
