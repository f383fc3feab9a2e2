import type { ReactNode } from 'react';

export interface LinkButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly name?: string;
}

/** A quiet button in a line of text: it acts, so it is no link. */
export function LinkButton({
  children,
  onPress,
  label,
  disabled,
  expanded,
  name,
}: LinkButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="link-button"
      aria-label={label}
      aria-expanded={expanded}
      disabled={disabled}
      data-name={name}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
