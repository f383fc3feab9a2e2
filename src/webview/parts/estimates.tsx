import type { ReactNode } from 'react';
import type { Interval, SessionEstimates } from '../../protocol/estimates.ts';
import { t } from '../strings.ts';
import { chance, duration, money, percent, range, short } from '../text/quantities.ts';
import { Text } from '../ui/text.tsx';

/** What the votes so far tell of the rest, in one line; p and v of each class of steps unfold. */
export function Estimates({ estimates }: { readonly estimates: SessionEstimates | null }): ReactNode {
  if (estimates === null) return null;
  return (
    <details className="top-details estimates">
      <summary>
        {t('estimates.heading')}: {brief(estimates)}
      </summary>
      <Classes classes={estimates.classes} />
      <Rest estimates={estimates} />
    </details>
  );
}

function brief({ k, rest, classes }: SessionEstimates): string {
  const told =
    rest.steps === 0
      ? t('estimates.nothing', { k })
      : t('estimates.brief', { success: percent(rest.success.mean), k, needed: neededK(rest.needed_k) });
  const isAlarmed = classes.some(({ repeated }) => repeated !== undefined);
  return isAlarmed ? `${told}; ${t('estimates.correlated')}` : told;
}

function neededK({ mean, high }: SessionEstimates['rest']['needed_k']): string {
  if (mean === null) return t('estimates.noK');
  return high === null || high === mean ? String(mean) : `${mean}–${high}`;
}

function Classes({ classes }: { readonly classes: SessionEstimates['classes'] }): ReactNode {
  const seen = classes.filter(({ races, remaining }) => races + remaining > 0);
  return (
    <table>
      <caption>{t('estimates.interval')}</caption>
      <thead>
        <tr>
          {(['class', 'p', 'v', 'races', 'remaining'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`estimates.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {seen.map(({ kind, p, v, races, remaining }) => (
          <tr key={kind}>
            <th scope="row">
              <Text>{kind}</Text>
            </th>
            <td>{races === 0 ? '–' : within(p)}</td>
            <td>{races === 0 ? '–' : within(v)}</td>
            <td>{races.toLocaleString()}</td>
            <td>{remaining.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function within({ mean, low, high }: Interval): string {
  return `${chance(mean)} (${chance(low)}–${chance(high)})`;
}

/** What p and k promise rests on votes that err independently: these don't. */
function Alarm({ kind, repeated }: { readonly kind: string; readonly repeated: number }): ReactNode {
  return (
    <li>
      <Text>{t('estimates.repeated', { kind, times: repeated.toFixed(1) })}</Text>
    </li>
  );
}

function Rest({ estimates }: { readonly estimates: SessionEstimates }): ReactNode {
  const { rest, classes, adaptive_k: isAdaptive } = estimates;
  return (
    <ul className="facts" aria-label={t('estimates.rest')}>
      {classes.map(
        ({ kind, repeated }) => repeated !== undefined && <Alarm key={kind} {...{ kind, repeated }} />,
      )}
      {rest.steps > 0 && (
        <>
          <li>
            {t('estimates.samples', { range: range(rest.samples, (count) => short(Math.round(count))) })}
          </li>
          <li>{rest.cost_usd === null ? t('session.costUnknown') : range(rest.cost_usd, money)}</li>
          <li>{range(rest.duration_ms, duration)}</li>
        </>
      )}
      {isAdaptive && <li className="minor">{t('estimates.adaptive')}</li>}
    </ul>
  );
}
