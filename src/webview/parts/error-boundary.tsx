import { Component, type ReactNode } from 'react';
import { t } from '../strings.ts';
import { Button } from '../ui/button.tsx';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly onCrash: (message: string) => void;
  readonly onReload: () => void;
}

/** Instead of a grey panel: says what happened, tells the host, and can begin anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="empty" role="alert">
        <p>{t('crash.sentence')}</p>
        <Button look="primary" onPress={this.props.onReload}>
          {t('lost.reload')}
        </Button>
      </main>
    );
  }
}
