import type { ReactNode } from 'react';
import { t } from '../strings.ts';
import { Text } from '../ui/text.tsx';

const MOST = 20;

/** What the samples of later attempts were told. */
export function Feedback({ feedback }: { readonly feedback: readonly string[] }): ReactNode {
  if (feedback.length === 0) return null;
  return (
    <section className="block">
      <h3>{t('step.feedback')}</h3>
      <ul className="plain">
        {feedback.slice(-MOST).map((each, index) => (
          <li key={index}>
            <Text>{each}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
