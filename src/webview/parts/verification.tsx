import type { ReactNode } from 'react';
import type { StepDetail, VerificationSummary } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { duration } from '../text/quantities.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';

const MARKS = { passed: 'accepted', failed: 'failed', unverified: 'info' } as const;
const WORDS = {
  passed: 'step.passed',
  failed: 'step.failedVerification',
  unverified: 'step.unverified',
} as const;

const MOST = 40;

/** What running the checks said of the chosen candidate, test by test. */
export function Verification({ detail }: { readonly detail: StepDetail }): ReactNode {
  const { verification } = detail.step;
  if (verification === null) return null;
  const { verdict, summary, kept, duration_ms } = verification;
  return (
    <section className="block">
      <h3>{t('step.verified')}</h3>
      <ul className="facts">
        <li>
          <Verdict verdict={verdict} />
        </li>
        {kept > 0 && (
          <li>{kept === 1 ? t('step.keptOne') : t('step.kept', { count: kept.toLocaleString() })}</li>
        )}
        {duration_ms > 0 && <li>{duration(duration_ms)}</li>}
      </ul>
      {summary !== '' && (
        <p className="quiet">
          <Text>{summary}</Text>
        </p>
      )}
      <Promised verification={verification} />
      <Tests title={t('step.broken')} tests={verification.broken} mark="failed" />
      <Tests title={t('step.fixed')} tests={verification.fixed} mark="accepted" />
    </section>
  );
}

/** How a check ended, as mark and word. */
export function Verdict({ verdict }: Pick<VerificationSummary, 'verdict'>): ReactNode {
  return (
    <span className={`verdict verdict-${verdict}`}>
      <Icon name={MARKS[verdict]} />
      {t(WORDS[verdict])}
    </span>
  );
}

function Promised({ verification: { promised } }: { readonly verification: VerificationSummary }): ReactNode {
  if (promised.length === 0) return null;
  return (
    <>
      <h4>{t('step.promised')}</h4>
      <ul className="tests">
        {promised.slice(0, MOST).map(({ test, outcome, message }, index) => (
          <li key={index} className={`test test-${isGood(outcome) ? 'good' : 'bad'}`}>
            <Icon name={isGood(outcome) ? 'accepted' : 'failed'} />
            <span>
              <Text>{test}</Text>
              <span className="quiet">
                {' '}
                <Text>{outcome}</Text>
              </span>
              {message !== undefined && (
                <pre>
                  <Text>{message}</Text>
                </pre>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Left count={promised.length - MOST} />
    </>
  );
}

function isGood(outcome: string): boolean {
  return outcome === 'passed' || outcome === 'kept' || outcome === 'pass';
}

interface TestsProps {
  readonly title: string;
  readonly tests: readonly string[];
  readonly mark: IconName;
}

function Tests({ title, tests, mark }: TestsProps): ReactNode {
  if (tests.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className="tests">
        {tests.slice(0, MOST).map((test, index) => (
          <li key={index} className={`test test-${mark === 'failed' ? 'bad' : 'good'}`}>
            <Icon name={mark} />
            <Text>{test}</Text>
          </li>
        ))}
      </ul>
      <Left count={tests.length - MOST} />
    </>
  );
}

function Left({ count }: { readonly count: number }): ReactNode {
  return count > 0 ? <p className="quiet">{t('step.more', { count })}</p> : null;
}
