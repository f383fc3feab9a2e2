import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SESSION_ID, sampleEvent, sampleSession, sampleStep } from '../testing/protocol-samples.ts';
import { terminalView } from './terminal-view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened(env: Record<string, string> = {}) {
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 10 });
  const chunks: string[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const view = terminalView({ output, env, now: () => Date.now(), sessionId: SESSION_ID, prompt: 'Fix it' });
  return { view, chunks, text: () => chunks.join('') };
}

describe('the live view', () => {
  it('draws a burst of events once, not once an event', () => {
    const { view, chunks } = opened();
    const before = chunks.length;
    for (let index = 0; index < 500; index += 1)
      view.show(sampleEvent({ type: 'progress', message: `m${index}` }));
    expect(chunks.length).toBe(before);
    vi.advanceTimersByTime(100);
    expect(chunks.slice(before).filter((chunk) => chunk.includes('m499'))).toHaveLength(1);
    view.close();
  });

  it('leaves the terminal alone while somebody else uses it, and catches up afterwards', () => {
    const { view, chunks, text } = opened();
    view.pause();
    const before = chunks.length;
    view.show(sampleEvent({ type: 'progress', message: 'meanwhile' }));
    vi.advanceTimersByTime(5000);
    expect(chunks.length).toBe(before);
    view.goOn();
    expect(text()).toContain('meanwhile');
    view.close();
  });

  it('begins a resumed session with its plan as it stood', () => {
    const { view, text } = opened();
    view.begin(sampleSession({ steps: [sampleStep({ step_id: 's1', state: 'accepted' })] }));
    vi.advanceTimersByTime(100);
    expect(text()).toContain('Make s1 pass');
    view.close();
  });

  it('keeps what is open of very many steps, and counts what ended long ago', () => {
    const { view, text } = opened();
    const added = (step_id: string, title: string) =>
      sampleEvent({
        ...{ type: 'step-added', step_id, parent_id: null, title },
        ...{ depth: 1, promise: [], depends_on: [] },
      });
    view.show(added('open', 'Still open'));
    for (let index = 0; index < 5000; index += 1) {
      const step_id = `s${index}`;
      view.show(added(step_id, `Move ${index}`));
      view.show(sampleEvent({ type: 'step-state', step_id, state: 'accepted', phase: 'done' }));
    }
    vi.advanceTimersByTime(100);
    expect(text()).toContain('and 4500 more steps');
    expect(text()).toContain('Still open');
    view.close();
  });

  it('respects NO_COLOR', () => {
    const { view, text } = opened({ NO_COLOR: '1' });
    view.close();
    expect(text()).not.toMatch(/\u001b\[\d+m/u);
  });
});
