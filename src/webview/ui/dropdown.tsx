import type { ReactNode } from 'react';
import { valueOf } from './text-field.tsx';

export interface DropdownOption {
  readonly value: string;
  readonly text: string;
}

export interface DropdownProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly DropdownOption[];
  readonly onChange: (value: string) => void;
}

/** One choice out of a few. */
export function Dropdown({ label, value, options, onChange }: DropdownProps): ReactNode {
  return (
    <vscode-dropdown
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = valueOf(event.currentTarget as EventTarget & { value?: unknown });
        if (chosen !== value) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <vscode-option key={option.value} value={option.value} selected={option.value === value}>
          {option.text}
        </vscode-option>
      ))}
    </vscode-dropdown>
  );
}
