import { Component, type ReactNode } from 'react';

type Props = {
  /** What stands in while the failed part is away. */
  readonly fallback: ReactNode;
  /** How long it stands in, in milliseconds; null leaves it there. */
  readonly recoverAfterMs: number | null;
  readonly onError: (error: unknown) => void;
  readonly children: ReactNode;
};

/**
 * Catches what fails in its part of the screen, reports it and tries that part again by itself: a volunteer has no button
 * for it. React has no way to write this as a function.
 */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };
  private timer: ReturnType<typeof setTimeout> | null = null;

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    const { onError, recoverAfterMs } = this.props;
    onError(error);
    if (recoverAfterMs === null) return;
    this.timer = setTimeout(() => this.setState({ hasFailed: false }), recoverAfterMs);
  }

  override componentWillUnmount(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
