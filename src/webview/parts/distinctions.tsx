import type { ReactNode } from 'react';
import type { Distinction } from '../../protocol/distinction.ts';
import type { StepDetail } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Text } from '../ui/text.tsx';

/** What running two answers told of them, for whoever decides on the step. */
export function WhereTheyDiffer({ detail }: { readonly detail: StepDetail }): ReactNode {
  const { distinctions = [] } = detail;
  if (distinctions.length === 0) return null;
  return (
    <section className="block distinctions">
      <h3>{t('explain.distinctions')}</h3>
      <Distinctions distinctions={distinctions} />
    </section>
  );
}

/** An input with what either answer makes of it, or why nothing tells them apart. */
export function Distinctions({ distinctions }: { readonly distinctions: readonly Distinction[] }): ReactNode {
  return (
    <ul className="plain">
      {distinctions.map(({ one, other, input, outcomes, sentence }, index) => (
        <li key={index}>
          {(input === null || outcomes === null) && <Text>{sentence}</Text>}
          {input !== null && outcomes !== null && (
            <>
              <Text>{input}</Text>
              <ul className="plain">
                <Outcome label={one} outcome={outcomes[0]} />
                <Outcome label={other} outcome={outcomes[1]} />
              </ul>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Outcome({ label, outcome }: { readonly label: string; readonly outcome: string }): ReactNode {
  return (
    <li>
      {t('explain.gives', { label })}{' '}
      <code>
        <Text>{outcome}</Text>
      </code>
    </li>
  );
}
