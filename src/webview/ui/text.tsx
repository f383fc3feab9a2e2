import type { ReactNode } from 'react';
import { harmlessPieces } from '../text/harmless.ts';

/** A text from outside: a text node that is isolated from its surroundings, and hides nothing. */
export function Text({ children }: { readonly children: string }): ReactNode {
  return (
    <bdi>
      {harmlessPieces(children).map(({ text, escaped }, index) =>
        escaped ? (
          <span key={index} className="escaped">
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </bdi>
  );
}
