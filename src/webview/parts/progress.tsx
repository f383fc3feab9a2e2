import type { ReactNode } from 'react';
import type { Outline } from '../../protocol/outline.ts';
import type { StepState } from '../../protocol/session.ts';
import { t } from '../strings.ts';

const ORDER: readonly StepState[] = ['accepted', 'skipped', 'failed', 'waiting', 'working', 'planned'];

/** A bar of the session's leaves by state; the words with their counts stand below it. */
export function Progress({ counts }: { readonly counts: Outline['counts'] | undefined }): ReactNode {
  const total = ORDER.reduce((sum, state) => sum + (counts?.[state] ?? 0), 0);
  const accepted = counts?.accepted ?? 0;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={t('session.progress')}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, total)}
      aria-valuenow={accepted}
      aria-valuetext={t('session.done', { done: accepted, total })}
    >
      {ORDER.filter((state) => state !== 'planned' && (counts?.[state] ?? 0) > 0).map((state) => (
        <span
          key={state}
          className={`segment segment-${state}`}
          style={{ width: `${((counts?.[state] ?? 0) / Math.max(1, total)) * 100}%` }}
        />
      ))}
    </div>
  );
}
