import type { ReactNode } from 'react';
import type { StepDetail } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Text } from '../ui/text.tsx';

const MOST_STEPS = 60;

/** The plans that were proposed for a step that is split, and their votes. */
export function Plans({ detail: { proposals, step } }: { readonly detail: StepDetail }): ReactNode {
  if (proposals.length === 0) return null;
  const winner = step.votes.find((each) => each.winner)?.label;
  return (
    <section className="block">
      <h3>{t('step.planVote')}</h3>
      {proposals.map(({ label, votes, steps }, index) => (
        <details key={label} className="plan" open={index === 0}>
          <summary>
            <span className="class-label">{label}</span>
            <span>{t('step.steps', { count: steps.length })}</span>
            <span className="quiet">
              {votes === 1 ? t('step.votes1') : t('step.votes', { count: votes })}
              {winner === label && ` · ${t('step.decided')}`}
            </span>
          </summary>
          <ol>
            {steps.slice(0, MOST_STEPS).map((each, at) => (
              <li key={at}>
                <Text>{each}</Text>
              </li>
            ))}
          </ol>
          {steps.length > MOST_STEPS && (
            <p className="quiet">{t('step.more', { count: steps.length - MOST_STEPS })}</p>
          )}
        </details>
      ))}
    </section>
  );
}
