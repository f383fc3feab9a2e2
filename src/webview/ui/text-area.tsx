import type { ReactNode, Ref } from 'react';
import { valueOf } from './text-field.tsx';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLElement>;
}

/** Several lines of text, with its label above. */
export function TextArea({ label, value, most, onChange, ref }: TextAreaProps): ReactNode {
  return (
    <vscode-text-area
      ref={ref}
      data-name="reason"
      value={value}
      rows={3}
      maxlength={most}
      resize="vertical"
      onInput={(event) => onChange(valueOf(event.currentTarget))}
    >
      {label}
    </vscode-text-area>
  );
}
