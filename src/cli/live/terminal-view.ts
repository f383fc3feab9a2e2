import { createLogUpdate } from 'log-update';
import type { Output } from '../edge.ts';
import { canvasOf } from '../views/paint.ts';
import { progressFrame } from '../views/progress-frame.ts';
import { advance } from './advance.ts';
import { emptyLiveState, liveStateOf } from './live-state.ts';
import type { SessionView } from './session-view.ts';

export interface TerminalViewOptions {
  readonly output: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly sessionId: string;
  readonly prompt: string;
}

const FRAME_MS = 80;
const TICK_MS = 1000;

/** Returns the live display of a terminal: redrawn at most every 80 ms, and once a second for the clock. */
export function terminalView(options: TerminalViewOptions): SessionView {
  const { output, env, now } = options;
  const screen = createLogUpdate(output as NodeJS.WriteStream);
  let state = emptyLiveState(options.sessionId, options.prompt, now());
  let frame: NodeJS.Timeout | undefined;
  let tick: NodeJS.Timeout | undefined;

  const draw = (): void => {
    frame = undefined;
    // One row less than the terminal has: a full screen would scroll and leave copies behind.
    const height = Math.max(1, (output.rows ?? 24) - 1);
    screen(progressFrame(state, { ...canvasOf(output, env), height, now: now() }).join('\n'));
  };
  const drawSoon = (): void => {
    if (tick !== undefined) frame ??= setTimeout(draw, FRAME_MS).unref();
  };
  const goOn = (): void => {
    tick ??= setInterval(draw, TICK_MS).unref();
    draw();
  };
  const pause = (): void => {
    if (tick === undefined) return;
    clearTimeout(frame);
    clearInterval(tick);
    frame = tick = undefined;
    draw();
    screen.done();
  };
  goOn();
  return {
    begin(detail) {
      state = liveStateOf(detail, now());
      drawSoon();
    },
    show(event) {
      state = advance(state, event);
      drawSoon();
    },
    pause,
    goOn,
    close: pause,
  };
}
