import type { ReactNode } from 'react';
import type { DiffLine, ShownDiff } from '../diff/diff-lines.ts';
import { t } from '../strings.ts';
import { Text } from '../ui/text.tsx';

/** The lines of a diff that are shown, in a region that can be scrolled by keyboard, and how many are left out. */
export function DiffText({ diff, label }: { readonly diff: ShownDiff; readonly label: string }): ReactNode {
  return (
    <>
      <div className="diff" role="region" aria-label={label} tabIndex={0}>
        <pre>
          {diff.lines.map((line, index) => (
            <Line key={index} line={line} />
          ))}
        </pre>
      </div>
      {diff.left > 0 && <p className="quiet">{t('step.more', { count: diff.left })}</p>}
    </>
  );
}

function Line({ line: { kind, text } }: { readonly line: DiffLine }): ReactNode {
  return (
    <span className={`line line-${kind}`}>
      <Text>{text === '' ? ' ' : text}</Text>
    </span>
  );
}
