import { Component, type ReactNode } from 'react';

type Props = {
  /** What stands in while the failed part is away. */
  readonly fallback: ReactNode;
  /** How long it stands in, in milliseconds; null leaves it there. */
  readonly recoverAfterMs: number | null;
  readonly onError: (error: unknown) => void;
  /** Called when trying again has failed three times in a row: what is left is a larger part, or the whole window. */
  readonly onGiveUp?: () => void;
  readonly children: ReactNode;
};

const MOST_FAILURES = 3;
/** A part that has stood for this long, in milliseconds, has recovered: its next failure is a first one. */
const STEADY_AFTER_MS = 30_000;

/**
 * Catches what fails in its part of the screen, reports it and tries that part again by itself: a volunteer has no button
 * for it. React has no way to write this as a function.
 */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };
  private timer: ReturnType<typeof setTimeout> | null = null;
  private failuresInARow = 0;
  private lastFailureAtMs = -Infinity;

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    const { onError, onGiveUp, recoverAfterMs } = this.props;
    onError(error);
    const nowMs = performance.now();
    const isFirst = nowMs - this.lastFailureAtMs > STEADY_AFTER_MS + (recoverAfterMs ?? 0);
    this.failuresInARow = isFirst ? 1 : this.failuresInARow + 1;
    this.lastFailureAtMs = nowMs;
    if (this.failuresInARow >= MOST_FAILURES) onGiveUp?.();
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
