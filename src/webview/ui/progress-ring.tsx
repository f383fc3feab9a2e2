import type { ReactNode } from 'react';

/** Says that something is on its way. */
export function ProgressRing({ label }: { readonly label: string }): ReactNode {
  return (
    <div className="loading" role="status">
      <vscode-progress-ring aria-hidden="true" />
      <span>{label}</span>
    </div>
  );
}
