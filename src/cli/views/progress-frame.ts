import type { LiveState, LiveStep } from '../live/live-state.ts';
import { restLine } from './estimates.ts';
import { column, columnsOf, fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import { stateMark } from './marks.ts';
import type { Canvas, Paint } from './paint.ts';
import { planRows, type TreeRow } from './plan-tree.ts';
import { counted, duration, money, short } from './quantities.ts';
import { raceBars } from './race.ts';

export interface FrameOptions extends Canvas {
  /** Rows; the frame never has more. */
  readonly height: number;
  readonly now: number;
}

const MOST_WARNINGS = 2;

/** Returns the live display as lines, none wider than the canvas and together never more than its height. */
export function progressFrame(state: LiveState, options: FrameOptions): string[] {
  const { paint, width, height } = options;
  const rest = state.estimates === null ? [] : [paint.dim(restLine(state.estimates))];
  const head = [title(state, paint), totals(state, options), ...rest, ''];
  const tail = tailOf(state, paint);
  const others = state.others === 0 ? [] : [paint.dim(`and ${counted(state.others, 'more step')}`)];
  const room = height - head.length - others.length - tail.length;
  const rows = planRows(state.steps.values(), room).map((row) => rowLine(row, options));
  return [...head, ...others, ...rows, ...tail].slice(0, Math.max(0, height)).map((line) => fit(line, width));
}

function title(state: LiveState, paint: Paint): string {
  return `${paint.bold(paint.cyan('microfactory'))}  ${paint.bold(oneLine(state.prompt))}`;
}

function totals(state: LiveState, { paint, now }: FrameOptions): string {
  const { samples, flags, tokens, costUsd } = state.totals;
  const k = [...state.steps.values()].find((step) => step.k > 0)?.k;
  const parts = [
    [state.provider, state.model === state.provider ? '' : state.model]
      .filter(Boolean)
      .map(oneLine)
      .join(' '),
    k === undefined ? '' : `ahead by ${k}`,
    duration(now - state.since),
    counted(samples, 'sample'),
    flags === 0 ? '' : `⚑ ${flags}`,
    tokens === 0 ? '' : `${short(tokens)} tokens`,
    money(costUsd),
  ];
  return paint.dim(parts.filter(Boolean).join(' · '));
}

function tailOf(state: LiveState, paint: Paint): string[] {
  const warnings = state.warnings.slice(-MOST_WARNINGS).map((text) => paint.yellow(`! ${oneLine(text)}`));
  const message = state.message === '' ? [] : [paint.dim(oneLine(state.message))];
  const lines = [...message, ...warnings];
  return lines.length === 0 ? [] : ['', ...lines];
}

function rowLine(row: TreeRow<LiveStep>, { paint, width }: FrameOptions): string {
  const indent = '  '.repeat(Math.min(row.depth, 6));
  if (row.kind === 'folded') {
    return `${indent}${stateMark(row.state, paint)} ${paint.dim(`${counted(row.count, 'step')} ${row.state}`)}`;
  }
  const { step } = row;
  const left = `${indent}${stateMark(step.state, paint)} ${titleOf(row)}`;
  const right = rightOf(step, paint);
  if (right === '') return left;
  // The race is what people watch: a long title gives way to it.
  const leftWidth = Math.max(24, Math.min(Math.floor(width * 0.5), 60));
  return `${column(left, Math.min(leftWidth, Math.max(10, width - columnsOf(right) - 2)))}  ${right}`;
}

function titleOf({ step, hidden }: Extract<TreeRow<LiveStep>, { kind: 'step' }>): string {
  return hidden === 0 ? oneLine(step.title) : `${oneLine(step.title)} (${counted(hidden, 'step')})`;
}

function rightOf(step: LiveStep, paint: Paint): string {
  const flags = step.flags === 0 ? '' : paint.yellow(`⚑ ${step.flags}`);
  const racing = step.state === 'working' || step.state === 'waiting';
  const race = racing ? raceBars(step, paint) : '';
  const phase = step.state === 'working' && race === '' ? paint.dim(oneLine(step.phase)) : '';
  return [race, phase, flags, paint.dim(oneLine(step.note))].filter((part) => columnsOf(part) > 0).join('  ');
}
