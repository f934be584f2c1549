import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary.tsx';

const RECOVER_AFTER_MS = 1_000;

/** A boundary apart from React, and what it asked for. */
function setUp() {
  const asked = { recoveries: 0, errors: 0, givenUp: 0 };
  const boundary = new ErrorBoundary({
    fallback: null,
    recoverAfterMs: RECOVER_AFTER_MS,
    onError: () => {
      asked.errors += 1;
    },
    onGiveUp: () => {
      asked.givenUp += 1;
    },
    children: null,
  });
  boundary.setState = () => {
    asked.recoveries += 1;
  };
  return { boundary, asked };
}

describe('the error boundary', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('gives up at the third failure in a row, and still tries again in case that does not help', () => {
    const { boundary, asked } = setUp();
    for (let failure = 0; failure < 3; failure += 1) {
      boundary.componentDidCatch(new Error('broken'));
      vi.advanceTimersByTime(RECOVER_AFTER_MS);
    }
    expect(asked).toEqual({ recoveries: 3, errors: 3, givenUp: 1 });
  });

  it('never gives up on a part that stands for a while between its failures', () => {
    const { boundary, asked } = setUp();
    for (let failure = 0; failure < 10; failure += 1) {
      boundary.componentDidCatch(new Error('broken'));
      vi.advanceTimersByTime(60_000);
    }
    expect(asked).toEqual({ recoveries: 10, errors: 10, givenUp: 0 });
  });
});
