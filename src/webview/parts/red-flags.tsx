import type { ReactNode } from 'react';
import type { SampleDetail, StepDetail } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { FlagCount } from './step-row.tsx';
import { Text } from '../ui/text.tsx';

interface Raised {
  readonly sample: number;
  readonly reason: string;
  readonly evidence: string | undefined;
}

const MOST = 20;

/** Samples that were thrown away before the vote: by which rule, and on what evidence. */
export function RedFlags({ detail }: { readonly detail: StepDetail }): ReactNode {
  const { red_flags } = detail.step;
  if (red_flags.length === 0) return null;
  return (
    <section className="block">
      <h3>{t('step.flags')}</h3>
      {red_flags.map(({ rule, count }) => (
        <details key={rule} className="flag">
          <summary>
            <FlagCount count={count} />
            <Text>{rule}</Text>
          </summary>
          <Evidence raised={raisedBy(rule, detail.sample_list)} />
        </details>
      ))}
    </section>
  );
}

function Evidence({ raised }: { readonly raised: readonly Raised[] }): ReactNode {
  return (
    <>
      {raised.slice(0, MOST).map(({ sample, reason, evidence }, index) => (
        <div key={index} className="flag-evidence">
          <p>
            <span className="quiet">{t('step.sample', { index: sample })}</span> <Text>{reason}</Text>
          </p>
          {evidence === undefined ? (
            <p className="quiet">{t('step.noEvidence')}</p>
          ) : (
            <pre>
              <Text>{evidence}</Text>
            </pre>
          )}
        </div>
      ))}
      {raised.length > MOST && <p className="quiet">{t('step.more', { count: raised.length - MOST })}</p>}
    </>
  );
}

function raisedBy(rule: string, samples: readonly SampleDetail[]): Raised[] {
  return samples.flatMap((sample) =>
    sample.flags
      .filter((flag) => flag.rule === rule)
      .map(({ reason, evidence }) => ({ sample: sample.index + 1, reason, evidence })),
  );
}
