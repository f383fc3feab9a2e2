import { expect, test, vi } from 'vitest';
import type { EngineConnection } from '../../app/remote/connect-service.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { ProcessEngineLink } from './engine-link.ts';

function process(pid: number) {
  let end: (sentence: string | undefined) => void = () => undefined;
  const ended = new Promise<string | undefined>((resolve) => (end = resolve));
  const connection = {
    service: { pid } as unknown as EngineConnection['service'],
    pid,
    ended,
    setKeys: vi.fn(() => Promise.resolve()),
    close: vi.fn(async () => end(undefined)),
  };
  return { connection, end };
}

function link(trusted = true) {
  const processes = [process(1), process(2), process(3)];
  const start = vi.fn(() => Promise.resolve(processes[start.mock.calls.length - 1]!.connection));
  const trust = { given: trusted };
  const log = { info: vi.fn(), error: vi.fn() };
  const engine = new ProcessEngineLink({ trusted: () => trust.given, start, log });
  return { engine, start, processes, trust, log };
}

test('nothing is started before the first use, and one process serves all', async () => {
  const { engine, start } = link();
  expect([engine.state, engine.pid]).toEqual(['off', undefined]);
  expect(start).not.toHaveBeenCalled();
  await Promise.all([engine.service(), engine.service()]);
  await engine.service();
  expect(start).toHaveBeenCalledTimes(1);
  expect([engine.state, engine.pid]).toEqual(['on', 1]);
});

test('in an untrusted workspace nothing is started, and one sentence says so; trust given later is enough', async () => {
  const { engine, start, trust } = link(false);
  expect(engine.state).toBe('restricted');
  await expect(engine.service()).rejects.toMatchObject({
    code: 'guard',
    message: expect.stringMatching(/trust/u),
  });
  await expect(engine.restart()).rejects.toMatchObject({ code: 'guard' });
  expect(start).not.toHaveBeenCalled();
  trust.given = true;
  await engine.service();
  expect(start).toHaveBeenCalledTimes(1);
});

test('a process that ends unasked is lost with its sentence; the next use starts another', async () => {
  const { engine, processes, log } = link();
  const seen: string[] = [];
  await engine.service();
  engine.onDidChange(() => seen.push(engine.state));
  processes[0]!.end('It was killed.');
  await vi.waitFor(() => expect(engine.state).toBe('lost'));
  expect([engine.lostBecause, engine.pid]).toEqual(['It was killed.', undefined]);
  expect(log.error).toHaveBeenCalledExactlyOnceWith('It was killed.');
  await engine.service();
  expect([engine.state, engine.pid, engine.lostBecause]).toEqual(['on', 2, undefined]);
  expect(seen[0]).toBe('lost');
});

test('a process that can’t be started is lost too, and can be tried again', async () => {
  const { engine, start } = link();
  start.mockRejectedValueOnce(new MicrofactoryError({ code: 'store', message: 'The home is read-only.' }));
  await expect(engine.service()).rejects.toThrow('The home is read-only.');
  expect([engine.state, engine.lostBecause]).toEqual(['lost', 'The home is read-only.']);
  await engine.service();
  expect(engine.state).toBe('on');
});

test('a restart ends the old process before the new one begins, and is no loss', async () => {
  const { engine, start, processes, log } = link();
  await engine.service();
  await engine.restart();
  expect(processes[0]!.connection.close).toHaveBeenCalledTimes(1);
  expect(processes[0]!.connection.close.mock.invocationCallOrder[0]).toBeLessThan(
    start.mock.invocationCallOrder[1] ?? 0,
  );
  expect([engine.state, engine.pid]).toEqual(['on', 2]);
  expect(log.error).not.toHaveBeenCalled();
});

test('a process that is still starting when all is closed does not stay behind', async () => {
  const { engine, start, processes } = link();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  start.mockImplementationOnce(() => held.then(() => processes[0]!.connection));
  const asked = engine.service();
  const closed = engine.close();
  release();
  await Promise.all([asked, closed]);
  expect(processes[0]!.connection.close).toHaveBeenCalledTimes(1);
  await expect(engine.service()).rejects.toMatchObject({ code: 'cancelled' });
});

test('keys go to a process that is there, and start none', async () => {
  const { engine, start, processes } = link();
  await engine.setKeys({ OPENAI_API_KEY: 'k' });
  expect(start).not.toHaveBeenCalled();
  await engine.service();
  await engine.setKeys({ OPENAI_API_KEY: 'k' });
  expect(processes[0]!.connection.setKeys).toHaveBeenCalledExactlyOnceWith({ OPENAI_API_KEY: 'k' });
});

test('a start that a restart overtook takes nothing from the process that came after it', async () => {
  const { engine, start, processes } = link();
  const seen: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  start.mockImplementationOnce(() => held.then(() => processes[0]!.connection));
  const first = engine.service();
  const restarted = engine.restart();
  await engine.service();
  engine.onDidChange(() => seen.push(`${engine.state} ${engine.pid}`));
  release();
  await Promise.all([first, restarted]);
  expect(processes[0]!.connection.close).toHaveBeenCalledTimes(1);
  expect([engine.state, engine.pid]).toEqual(['on', 2]);
  expect(new Set(seen)).toEqual(new Set(['on 2']));
  processes[1]!.end('It was killed.');
  await vi.waitFor(() => expect(engine.state).toBe('lost'));
});

test('an engine that is ready only after all was closed is told to nobody', async () => {
  const { engine, start, processes } = link();
  const seen: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  start.mockImplementationOnce(() => held.then(() => processes[0]!.connection));
  const asked = engine.service();
  engine.onDidChange(() => seen.push(engine.state));
  const closed = engine.close();
  release();
  await Promise.all([asked, closed]);
  expect(seen).not.toContain('on');
});
