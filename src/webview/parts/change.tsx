import { useMemo, type ReactNode } from 'react';
import type { StepDetail } from '../../protocol/session.ts';
import { diffLines } from '../diff/diff-lines.ts';
import { t } from '../strings.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { DiffText } from './diff-text.tsx';
import { useStore } from './use-panel.ts';

const MOST_LINES = 200;

/** The beginning of a class's diff as text; the diff editor has all of it. */
export function Change({
  detail,
  label,
}: {
  readonly detail: StepDetail;
  readonly label: string | null;
}): ReactNode {
  const store = useStore();
  const shown = detail.diffs.find((each) => each.label === label) ?? detail.diffs[0];
  const diff = useMemo(() => diffLines(shown?.diff ?? '', MOST_LINES), [shown?.diff]);
  if (shown === undefined) return null;
  return (
    <section className="block">
      <div className="block-head">
        <h3>{detail.diffs.length > 1 ? t('step.changeOf', { label: shown.label }) : t('step.change')}</h3>
        <span className="diff-stat">
          <span className="added">{t('diff.added', { count: diff.added })}</span>{' '}
          <span className="removed">{t('diff.removed', { count: diff.removed })}</span>
        </span>
        <LinkButton onPress={() => store.act('diff', { label: shown.label })}>
          {t('step.openDiff')}
        </LinkButton>
      </div>
      {diff.lines.length === 0 ? (
        <p className="quiet">{t('step.diffEmpty')}</p>
      ) : (
        <DiffText diff={diff} label={t('step.change')} />
      )}
    </section>
  );
}
