import type { ReactNode, Ref } from 'react';
import { valueOf } from './text-field.tsx';

export interface RadioOption {
  readonly value: string;
  readonly content: ReactNode;
}

export interface RadioGroupProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly RadioOption[];
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLElement>;
}

/** One choice out of a few that are all read. */
export function RadioGroup({ label, value, options, onChange, ref }: RadioGroupProps): ReactNode {
  return (
    <vscode-radio-group
      ref={ref}
      aria-label={label}
      value={value}
      orientation="vertical"
      onChange={(event) => onChange(valueOf(event.target as EventTarget & { value?: unknown }))}
    >
      {options.map((option) => (
        <vscode-radio key={option.value} value={option.value}>
          {option.content}
        </vscode-radio>
      ))}
    </vscode-radio-group>
  );
}
