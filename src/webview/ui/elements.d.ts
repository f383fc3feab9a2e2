import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type ElementOf<Own = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Own;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementOf<{ appearance?: string; disabled?: boolean; type?: string }>;
      'vscode-dropdown': ElementOf<{ value?: string; disabled?: boolean; position?: string }>;
      'vscode-link': ElementOf<{ href?: string }>;
      'vscode-option': ElementOf<{ value?: string; selected?: boolean }>;
      'vscode-progress-ring': ElementOf;
      'vscode-radio': ElementOf<{ value?: string; checked?: boolean }>;
      'vscode-radio-group': ElementOf<{ value?: string; orientation?: string; name?: string }>;
      'vscode-text-area': ElementOf<{
        value?: string;
        placeholder?: string;
        rows?: number;
        maxlength?: number;
        resize?: string;
      }>;
      'vscode-text-field': ElementOf<{
        value?: string;
        placeholder?: string | undefined;
        maxlength?: number;
      }>;
    }
  }
}
