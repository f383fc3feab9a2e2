import type { ReactNode } from 'react';
import type { StepDetail, StepSummary, VoteClass } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Text } from '../ui/text.tsx';
import { useStore } from './use-panel.ts';

export interface VoteProps {
  readonly detail: StepDetail;
  /** Class whose change is shown; null for the leading one. */
  readonly shown: string | null;
  readonly onShow: (label: string) => void;
}

/** The race: samples that say the same in one bar, the lead and what is needed to win. */
export function Vote({ detail, shown, onShow }: VoteProps): ReactNode {
  const { step, proposals } = detail;
  if (step.samples === 0 && step.votes.length === 0) return null;
  const classes = [...step.votes].sort((one, other) => other.votes - one.votes);
  const labels = detail.diffs.map(({ label }) => label);
  const leading = labels[0] ?? classes[0]?.label;
  return (
    <section className="block">
      <h3>{t('step.vote')}</h3>
      <Standing step={step} />
      {classes.length === 0 && proposals.length === 0 && <p className="quiet">{t('step.noVotes')}</p>}
      <ol className="classes">
        {classes.map((each) => (
          <ClassBar
            key={each.label}
            each={each}
            most={Math.max(1, ...classes.map(({ votes }) => votes))}
            leading={leading}
            readable={labels.includes(each.label)}
            shown={(shown ?? leading) === each.label}
            onShow={onShow}
          />
        ))}
      </ol>
    </section>
  );
}

function Standing({ step }: { readonly step: StepSummary }): ReactNode {
  const { k, rule, margin, dissent, samples, valid_samples, resamples } = step;
  return (
    <ul className="facts standing">
      {margin !== null && <li>{margin === 0 ? t('step.tied') : t('step.lead', { margin })}</li>}
      <li>{rule === undefined ? t('step.needs', { k }) : t('step.needsVotes', { k })}</li>
      <li>{t('step.dissent', { count: dissent })}</li>
      <li>{t('step.samples', { valid: valid_samples, asked: samples })}</li>
      {resamples > 0 && <li>{t('step.flagged', { count: resamples })}</li>}
    </ul>
  );
}

interface ClassBarProps {
  readonly each: VoteClass;
  readonly most: number;
  readonly leading: string | undefined;
  /** Its change can be shown and compared. */
  readonly readable: boolean;
  readonly shown: boolean;
  readonly onShow: (label: string) => void;
}

function ClassBar({ each, most, leading, readable, shown, onShow }: ClassBarProps): ReactNode {
  const { label, votes, winner, summary } = each;
  return (
    <li className={`class${shown ? ' class-shown' : ''}`}>
      <span className="class-label">{label}</span>
      <span className="bar" aria-hidden="true">
        <span
          className={`fill${winner ? ' fill-winner' : ''}`}
          style={{ width: `${(votes / most) * 100}%` }}
        />
      </span>
      <span className="class-votes">
        {votes === 1 ? t('step.votes1') : t('step.votes', { count: votes })}
      </span>
      <span className="class-word">
        {winner && (
          <>
            <Icon name="accepted" />
            {t('step.decided')}
          </>
        )}
      </span>
      <span className="class-summary">
        <Text>{summary}</Text>
      </span>
      {readable && <ClassActs label={label} leading={leading} shown={shown} onShow={onShow} />}
    </li>
  );
}

type ClassActsProps = Pick<ClassBarProps, 'leading' | 'shown' | 'onShow'> & { readonly label: string };

function ClassActs({ label, leading, shown, onShow }: ClassActsProps): ReactNode {
  const store = useStore();
  return (
    <span className="class-acts">
      {!shown && (
        <LinkButton label={t('step.showOf', { label })} onPress={() => onShow(label)}>
          {t('step.show')}
        </LinkButton>
      )}
      <LinkButton label={t('step.openDiffOf', { label })} onPress={() => store.act('diff', { label })}>
        {t('step.openDiff')}
      </LinkButton>
      {label !== leading && (
        <LinkButton label={t('step.compareWith', { label })} onPress={() => store.act('compare', { label })}>
          {t('step.compare')}
        </LinkButton>
      )}
    </span>
  );
}
