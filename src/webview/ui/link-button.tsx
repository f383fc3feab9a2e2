import type { ReactNode } from 'react';

export interface LinkButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly label?: string;
  readonly disabled?: boolean;
}

/** A quiet button in a line of text: it acts, so it is no link. */
export function LinkButton({ children, onPress, label, disabled }: LinkButtonProps): ReactNode {
  return (
    <button type="button" className="link-button" aria-label={label} disabled={disabled} onClick={onPress}>
      {children}
    </button>
  );
}
