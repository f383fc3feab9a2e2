import type { ReactNode } from 'react';
import type { RedFlagRule } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Icon } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';

/** Which rule threw away most, in one line; all of them unfold, with what to do where one flags nearly everything. */
export function RedFlagRules({
  rules = [],
}: {
  readonly rules: readonly RedFlagRule[] | undefined;
}): ReactNode {
  const alarmed = rules.filter(({ alarm }) => alarm !== undefined);
  const [told] = [...alarmed, ...rules];
  if (told === undefined) return null;
  const { rule, flagged, asked } = told;
  const counts = { rule, flagged: flagged.toLocaleString(), asked: asked.toLocaleString() };
  return (
    <details className="top-details red-flag-rules">
      <summary className={alarmed.length > 0 ? 'is-alarm' : undefined}>
        {alarmed.length > 0 && <Icon name="warning" />}
        <Text>{t(alarmed.length > 0 ? 'flags.alarm' : 'flags.brief', counts)}</Text>
      </summary>
      <Alarms rules={alarmed} />
      <Rules rules={rules} />
    </details>
  );
}

function Alarms({ rules }: { readonly rules: readonly RedFlagRule[] }): ReactNode {
  return (
    rules.length > 0 && (
      <ul className="facts">
        {rules.map(({ rule, role, alarm = '' }) => (
          <li key={`${rule} ${role}`}>
            <Text>{alarm}</Text>
          </li>
        ))}
      </ul>
    )
  );
}

function Rules({ rules }: { readonly rules: readonly RedFlagRule[] }): ReactNode {
  return (
    <table>
      <caption>{t('flags.caption')}</caption>
      <thead>
        <tr>
          {(['rule', 'role', 'flagged', 'asked'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`flags.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, role, asked, flagged }) => (
          <tr key={`${rule} ${role}`}>
            <th scope="row">
              <Text>{rule}</Text>
            </th>
            <td>
              <Text>{role}</Text>
            </td>
            <td>{flagged.toLocaleString()}</td>
            <td>{asked.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
