import type { PruneResult } from '../../protocol/housekeeping.ts';
import { column, fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { fileSize } from './quantities.ts';

const NO_QUOTA =
  'No session is chosen, since nothing says how long to keep them: add --keep-days 30 or --max-size 2GB, or set storage in config.yaml.';

/** Returns what goes, one session a line, and what was asked for but stays. */
export function pruneLines({ sessions, kept, limited }: PruneResult, { paint, width }: Canvas): string[] {
  const row = (cells: readonly [string, string, string, string, string]): string => {
    const [id, status, size, used, prompt] = cells;
    const left = [column(id, 36), column(status, 11), column(size, 9), column(used, 10)].join('  ');
    return fit(`${left}  ${prompt}`, width);
  };
  return [
    ...(limited ? [] : [NO_QUOTA]),
    ...(sessions.length === 0 ? [] : [paint.dim(row(['SESSION', 'STATUS', 'SIZE', 'LAST USED', 'PROMPT']))]),
    ...sessions.map(({ session_id, status, bytes, used_at, prompt }) =>
      row([oneLine(session_id), oneLine(status), fileSize(bytes), used_at.slice(0, 10), oneLine(prompt)]),
    ),
    ...kept.map(({ session_id, why }) => `${oneLine(session_id)} stays: it ${oneLine(why)}.`),
  ];
}
