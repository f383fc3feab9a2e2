import type { ReactNode } from 'react';
import { waitOf } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { Icon } from '../ui/icon.tsx';
import { Text } from '../ui/text.tsx';
import { offersOf } from './perform.ts';
import { triggerName } from './row-facts.ts';
import { usePanel } from './use-panel.ts';

/**
 * What the step waits for, and why; of an imported session, what it waited for. A command is shown whole, for nobody can
 * approve what they did not see.
 */
export function Question(): ReactNode {
  const state = usePanel();
  const wait = waitOf(state);
  const offers = offersOf(state);
  if (wait === null || (offers === null && wait.opened_seq === null)) return null;
  return (
    <div className="question">
      <Icon name="waiting" />
      <div>
        <strong>{triggerName(wait.trigger)}</strong>
        {wait.trigger === 'verifier' ? (
          <pre className="command">
            <Text>{wait.details}</Text>
          </pre>
        ) : (
          <p>
            <Text>{wait.details}</Text>
          </p>
        )}
        {offers !== null && <p className="quiet">{t(offers.question)}</p>}
      </div>
    </div>
  );
}
