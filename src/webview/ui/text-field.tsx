import type { ReactNode, Ref } from 'react';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly most: number;
  readonly name?: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLElement>;
}

/** A line of text. */
export function TextField({
  label,
  value,
  placeholder,
  most,
  name,
  onChange,
  ref,
}: TextFieldProps): ReactNode {
  return (
    <vscode-text-field
      ref={ref}
      data-name={name}
      aria-label={label}
      value={value}
      placeholder={placeholder}
      maxlength={most}
      onInput={(event) => onChange(valueOf(event.currentTarget))}
    />
  );
}

/** Returns the text in one of the toolkit's fields. */
export function valueOf(element: EventTarget & { readonly value?: unknown }): string {
  return typeof element.value === 'string' ? element.value : '';
}
