import type { ReactNode } from 'react';

/** Drawings on a grid of 16, in the manner of the editor's own: one stroke width, the text's colour. */
const DRAWINGS = {
  planned: <circle cx="8" cy="8" r="5" />,
  working: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path className="filled" d="M8 3a5 5 0 0 1 0 10z" />
    </>
  ),
  waiting: <path className="filled" d="M8 2.2 13.8 8 8 13.8 2.2 8z" />,
  accepted: <path d="m3.2 8.6 3.2 3.2 6.4-7.4" />,
  skipped: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="m4.6 11.4 6.8-6.8" />
    </>
  ),
  failed: <path d="m4 4 8 8m0-8-8 8" />,
  paused: <path d="M5.5 3.5v9m5-9v9" />,
  stopped: <rect x="4" y="4" width="8" height="8" rx="1" />,
  running: <path className="filled" d="M5 3.2 12.5 8 5 12.8z" />,
  flag: <path d="M4 14V2.5m0 .5c3-1.5 5 1.5 8.5 0v6c-3.5 1.5-5.5-1.5-8.5 0" />,
  open: <path d="m4 6 4 4 4-4" />,
  closed: <path d="m6 4 4 4-4 4" />,
  graph: <path d="M2 3.5h4v3H2zm8 0h4v3h-4zm0 6h4v3h-4zM6 5h4M8 5v6h2" />,
  list: <path d="M2.5 4h11m-11 4h11m-11 4h11" />,
  help: <path d="M6 6a2 2 0 1 1 2.7 1.9c-.5.2-.7.6-.7 1.1v.5m0 2v.6" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  info: <path d="M8 7v4.5M8 4.5v.7M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13" />,
  warning: <path d="M8 2 1.8 13.5h12.4zm0 4.5v3.5m0 1.3v.7" />,
  stack: <path d="M3 5h10v8H3zm1.5-2.2h7" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A small drawing; the word beside it says what it means. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}

/** The same drawing inside another drawing. */
export function IconAt({
  name,
  x,
  y,
}: {
  readonly name: IconName;
  readonly x: number;
  readonly y: number;
}): ReactNode {
  return (
    <g className={`icon icon-${name}`} transform={`translate(${x} ${y})`} aria-hidden="true">
      {DRAWINGS[name]}
    </g>
  );
}
