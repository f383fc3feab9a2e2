import { useMemo, type ReactNode, type SyntheticEvent } from 'react';
import type { VoteExplanation, VoteTier } from '../../protocol/explanation.ts';
import { diffLines } from '../diff/diff-lines.ts';
import { shownExplanation } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { Text } from '../ui/text.tsx';
import { DiffText } from './diff-text.tsx';
import { Distinctions } from './distinctions.tsx';
import { usePanel, useStore } from './use-panel.ts';
import { Verdict } from './verification.tsx';

const MOST_SAMPLES = 40;
const MOST_LINES = 60;

/** Who agrees with whom and how the others differ; asked for only while it is unfolded. */
export function Explanation(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const open = state.look.explain === true;
  const explanation = shownExplanation(state);
  const toggled = ({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void => {
    if (currentTarget.open !== open)
      store.dispatch({ type: 'looked', change: { explain: currentTarget.open } });
  };
  return (
    <section className="block explanation">
      <details open={open} onToggle={toggled}>
        <summary>
          <h3>{t('explain.title')}</h3>
        </summary>
        {open && explanation === null && <ProgressRing label={t('loading')} />}
        {open && explanation !== null && <Explained explanation={explanation} />}
      </details>
    </section>
  );
}

function Explained({ explanation }: { readonly explanation: VoteExplanation }): ReactNode {
  const { sentence, tiers, behaviour, differences, distinctions, checks, formatting, unanswered } =
    explanation;
  return (
    <>
      <p>
        <Text>{sentence}</Text>
      </p>
      {behaviour !== undefined && (
        <p className="quiet">
          <Text>{behaviour}</Text>
        </p>
      )}
      {tiers.length > 0 && <Tiers tiers={tiers} />}
      {unanswered.length > 0 && (
        <p className="quiet">{t('explain.unanswered', { samples: unanswered.join(', ') })}</p>
      )}
      {distinctions.length > 0 && (
        <>
          <h4>{t('explain.distinctions')}</h4>
          <Distinctions distinctions={distinctions} />
        </>
      )}
      {checks.length > 0 && <Checks checks={checks} />}
      {formatting.length > 0 && <FormattingNotes formatting={formatting} />}
      {differences.map(({ one, other, diff }) => (
        <Difference key={other} one={one} other={other} diff={diff} />
      ))}
    </>
  );
}

function Tiers({ tiers }: { readonly tiers: readonly VoteTier[] }): ReactNode {
  return (
    <div className="table-scroller" role="region" tabIndex={0} aria-label={t('explain.tiers')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('explain.tier')}</th>
            <th scope="col">{t('explain.classes')}</th>
            <th scope="col">{t('explain.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((tier) => (
            <TierRow key={tier.tier} tier={tier} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TierRow({ tier: { tier, counted, classes } }: { readonly tier: VoteTier }): ReactNode {
  return (
    <tr>
      <th scope="row">
        <Text>{tier}</Text>
        {counted && <span className="quiet"> {t('explain.counted')}</span>}
      </th>
      <td className="number">{classes.length}</td>
      <td className="summary">
        {classes
          .map(({ label, samples }) => t('explain.group', { label, samples: shortened(samples) }))
          .join(' · ')}
      </td>
    </tr>
  );
}

function shortened(samples: readonly number[]): string {
  const shown = samples.slice(0, MOST_SAMPLES).join(', ');
  return samples.length > MOST_SAMPLES ? `${shown}, …` : shown;
}

function Checks({ checks }: Pick<VoteExplanation, 'checks'>): ReactNode {
  return (
    <>
      <h4>{t('explain.checks')}</h4>
      <div className="table-scroller" role="region" tabIndex={0} aria-label={t('explain.checks')}>
        <table className="checks">
          <thead>
            <tr>
              <th scope="col">{t('explain.class')}</th>
              <th scope="col">{t('explain.check')}</th>
              <th scope="col">{t('explain.found')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(({ label, verdict, summary }) => (
              <tr key={label}>
                <th scope="row">
                  <Text>{label}</Text>
                </th>
                <td>
                  <Verdict verdict={verdict} />
                </td>
                <td className="summary">
                  <Text>{summary}</Text>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function FormattingNotes({ formatting }: Pick<VoteExplanation, 'formatting'>): ReactNode {
  return (
    <>
      <h4>{t('explain.formatting')}</h4>
      <ul className="plain formatting">
        {formatting.map(({ labels, sentence }) => (
          <li key={sentence}>
            {t('explain.formattingOf', { labels: labels.join(', ') })} <Text>{sentence}</Text>
          </li>
        ))}
      </ul>
    </>
  );
}

function Difference({ one, other, diff }: VoteExplanation['differences'][number]): ReactNode {
  const lines = useMemo(() => diffLines(diff, MOST_LINES), [diff]);
  const title = t('explain.difference', { one, other });
  return (
    <>
      <h4>{title}</h4>
      <DiffText diff={lines} label={title} />
    </>
  );
}
