import { expect, it } from 'vitest';
import type { RegisteredDomain } from '../../api/extension-api.ts';
import { Emitter } from '../emitter.ts';
import { createApi, type ApiOptions } from './create-api.ts';
import { RegisteredDomains } from './registered-domains.ts';

const ROMAN: RegisteredDomain = {
  name: 'roman',
  description: 'Roman numerals.',
  module: { scheme: 'file', fsPath: '/x/roman.mjs' },
};

function api(service: object = {}, begin: ApiOptions['begin'] = () => Promise.resolve('id')) {
  const domains = new RegisteredDomains();
  const changed = new Emitter<ReadonlySet<string>>(() => undefined);
  const host = {
    engine: { service: () => Promise.resolve(service) },
    sessions: { onDidChange: changed.event },
  } as unknown as ApiOptions['host'];
  return { api: createApi({ host, domains, begin }), domains, changed };
}

it('a domain that was registered is a section of the configuration until it is disposed of', () => {
  const { api: own, domains } = api();
  const registration = own.registerDomain({ ...ROMAN, settings: { k: 4 } });
  expect(domains.sections()).toEqual({
    roman: { k: 4, description: 'Roman numerals.', module: '/x/roman.mjs' },
  });
  registration.dispose();
  registration.dispose();
  expect(domains.sections()).toEqual({});
});

it('what the person says of a registered domain comes on top, and other domains stay', () => {
  const { api: own, domains } = api();
  own.registerDomain({ ...ROMAN, settings: { k: 4 } });
  expect(domains.sections({ roman: { k: 7 }, mine: { extends: 'code' } })).toEqual({
    roman: { k: 7, description: 'Roman numerals.', module: '/x/roman.mjs' },
    mine: { extends: 'code' },
  });
});

it('one that was registered after another was disposed of is not taken away by a second disposal', () => {
  const { api: own, domains } = api();
  const first = own.registerDomain(ROMAN);
  first.dispose();
  own.registerDomain({ ...ROMAN, description: 'Another.' });
  first.dispose();
  expect(domains.sections()['roman']).toMatchObject({ description: 'Another.' });
});

it.each([
  [{ name: 'Roman' }, 'The name of a domain is written in small letters'],
  [{ name: undefined as unknown as string }, 'The name of a domain is written in small letters'],
  [{ description: ' ' }, 'needs a description of one sentence'],
  [{ module: { scheme: 'https', fsPath: '/x' } }, 'must be a file'],
  [{ module: undefined as unknown as RegisteredDomain['module'] }, 'must be a file'],
])('%j is refused in one sentence', (wrong, sentence) => {
  expect(() => api().api.registerDomain({ ...ROMAN, ...wrong })).toThrow(sentence);
});

it('a name can be registered once', () => {
  const { api: own } = api();
  own.registerDomain(ROMAN);
  expect(() => own.registerDomain(ROMAN)).toThrow('Another extension has registered the domain roman');
});

it('a task without a prompt is refused before anything is begun', async () => {
  const asked: unknown[] = [];
  const { api: own } = api({}, (request) => Promise.resolve(void asked.push(request)));
  for (const request of [{ prompt: ' ' }, {}, undefined])
    await expect(own.runTask(request as { prompt: string })).rejects.toThrow('runTask needs a prompt');
  await own.runTask({ prompt: 'Do it', domain: 'roman' });
  expect(asked).toEqual([{ prompt: 'Do it', domain: 'roman' }]);
});

it('lists sessions, says how one came to rest, and names those that change', async () => {
  const summary = { session_id: 'a', status: 'paused', prompt: 'p', domain: 'roman', more: 'inside' };
  const rest = { sessionId: 'a', exitCode: 3, summary: 'It waits.' };
  const service = { sessions: () => Promise.resolve([summary]), settled: () => Promise.resolve(rest) };
  const { api: own, changed } = api(service);
  expect(await own.sessions()).toEqual([{ sessionId: 'a', status: 'paused', prompt: 'p', domain: 'roman' }]);
  expect(await own.settled('a')).toEqual(rest);
  const heard: (readonly string[])[] = [];
  const listening = own.onDidChangeSessions((ids) => heard.push(ids));
  changed.fire(new Set(['a', 'b']));
  listening.dispose();
  changed.fire(new Set(['c']));
  expect(heard).toEqual([['a', 'b']]);
});
