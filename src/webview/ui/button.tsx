import type { ReactNode, Ref } from 'react';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'secondary' | 'icon';
  readonly disabled?: boolean;
  /** What a screen reader says, where the content is a drawing. */
  readonly label?: string;
  readonly title?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly name?: string;
  readonly ref?: Ref<HTMLElement>;
}

/** A button. While disabled it does nothing, whatever clicks it. */
export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, look = 'secondary', disabled = false, label, title, pressed, expanded } = props;
  return (
    <vscode-button
      ref={props.ref}
      appearance={look}
      disabled={disabled}
      aria-label={label}
      aria-pressed={spelled(pressed)}
      aria-expanded={spelled(expanded)}
      title={title}
      data-name={props.name}
      onClick={disabled ? undefined : onPress}
    >
      {children}
    </vscode-button>
  );
}

/** On custom elements React writes a true attribute as an empty one, which says nothing to a screen reader. */
function spelled(flag: boolean | undefined): 'true' | 'false' | undefined {
  return flag === undefined ? undefined : flag ? 'true' : 'false';
}
