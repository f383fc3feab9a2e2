import { useLayoutEffect, useRef, type ReactNode } from 'react';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly most: number;
  readonly name?: string;
  readonly onChange: (value: string) => void;
}

/** A line of text. */
export function TextField({ label, value, placeholder, most, name, onChange }: TextFieldProps): ReactNode {
  const field = useRef<HTMLElement>(null);
  // The toolkit names a field without visible label "Text field" as soon as it is in the page.
  useLayoutEffect(() => field.current?.setAttribute('aria-label', label), [label]);
  return (
    <vscode-text-field
      ref={field}
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
