import type { ReactNode } from 'react';
import type { SampleDetail, StepDetail } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { duration, money, short } from '../text/quantities.ts';
import { Text } from '../ui/text.tsx';

const MOST = 60;

/** Every sample with its outcome and price. */
export function Samples({ detail: { sample_list } }: { readonly detail: StepDetail }): ReactNode {
  if (sample_list.length === 0) return null;
  return (
    <section className="block">
      <details>
        <summary>
          <h3>{t('step.allSamples')}</h3> <span className="quiet">{sample_list.length}</span>
        </summary>
        <div className="table-scroller" role="region" tabIndex={0} aria-label={t('step.allSamples')}>
          <SampleTable samples={sample_list.slice(-MOST)} />
        </div>
        {sample_list.length > MOST && (
          <p className="quiet">{t('step.more', { count: sample_list.length - MOST })}</p>
        )}
      </details>
    </section>
  );
}

function SampleTable({ samples }: { readonly samples: readonly SampleDetail[] }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{t('sample.class')}</th>
          <th scope="col">{t('sample.model')}</th>
          <th scope="col">{t('sample.tokens')}</th>
          <th scope="col">{t('sample.cost')}</th>
          <th scope="col">{t('sample.latency')}</th>
          <th scope="col">{t('sample.summary')}</th>
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <SampleRow key={`${sample.attempt} ${sample.index} ${sample.agent}`} sample={sample} />
        ))}
      </tbody>
    </table>
  );
}

function SampleRow({ sample }: { readonly sample: SampleDetail }): ReactNode {
  return (
    <tr>
      <td className="number">{sample.index + 1}</td>
      <td>{outcomeOf(sample)}</td>
      <td>
        <Text>{sample.model}</Text>
      </td>
      <td className="number">{short(sample.input_tokens + sample.output_tokens)}</td>
      <td className="number">{money(sample.cost_usd)}</td>
      <td className="number">{duration(sample.latency_ms)}</td>
      <td className="summary">
        <Text>{sample.summary}</Text>
      </td>
    </tr>
  );
}

function outcomeOf({ outcome, class: label }: SampleDetail): string {
  if (outcome === 'valid') return t('step.valid', { label: label ?? '?' });
  return outcome === 'flagged' ? t('step.outcomeFlagged') : t('step.noAnswer');
}
