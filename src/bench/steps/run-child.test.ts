import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import { runChild } from './run-child.ts';

const says = (...lines: string[]): string =>
  lines.map((line) => `console.log(${JSON.stringify(line)});`).join('');
const program = (source: string): readonly string[] => ['-e', source];

describe('a measuring process', () => {
  it('is heard to its last message', async () => {
    const run = await runChild({ command: program(says('{"steps":1}', 'chatter', '{"ms":2}')) });
    expect(run.messages.map(({ message }) => message)).toEqual([{ steps: 1 }, { ms: 2 }]);
    expect(run).toMatchObject({ last: { ms: 2 }, killed: false });
  });

  it('is killed at the message that says so', async () => {
    const endless = `${says('{"steps":1}')} setInterval(() => { ${says('{"steps":2}')} }, 10);`;
    const run = await runChild({ command: program(endless), killAt: ({ steps }) => steps === 2 });
    expect(run.killed).toBe(true);
    expect(run.last).toEqual({ steps: 2 });
  });

  it('fails with its last words', async () => {
    const failing = `${says('{"steps":1}')} console.error('The disk is full.'); process.exitCode = 1;`;
    await expect(runChild({ command: program(failing) })).rejects.toThrow(
      'A measuring process failed: The disk is full.',
    );
    await expect(runChild({ command: program('') })).rejects.toThrow('It said nothing.');
  });

  it('ends when the measurement is cancelled', async () => {
    const cancelled = new AbortController();
    const command = program(`${says('{"steps":1}')} setInterval(() => undefined, 1000);`);
    const killAt = (): boolean => {
      cancelled.abort(new MicrofactoryError({ code: 'cancelled', message: 'Enough.' }));
      return false;
    };
    await expect(runChild({ command, signal: cancelled.signal, killAt })).rejects.toThrow('Enough.');
  });
});
