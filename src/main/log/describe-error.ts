/** What is known of an error's origin, looked for along its chain of causes (drizzle wraps the driver's error). */
export type ErrorOrigin = {
  readonly code: string | undefined;
  readonly errno: number | undefined;
  readonly sqlState: string | undefined;
};

/** Reads `code`, `errno` and `sqlState` off an error of the driver, however it is wrapped. */
export function originOf(error: unknown): ErrorOrigin {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, errno, sqlState } = at as { code?: unknown; errno?: unknown; sqlState?: unknown };
    if (typeof code === 'string' || typeof errno === 'number') {
      return {
        code: typeof code === 'string' ? code : undefined,
        errno: typeof errno === 'number' ? errno : undefined,
        sqlState: typeof sqlState === 'string' ? sqlState : undefined,
      };
    }
  }
  return { code: undefined, errno: undefined, sqlState: undefined };
}

/** What the log says of an error. */
export type DescribedError = {
  readonly error: string;
  /** Not `code`: in the log that word is kept for tickets, and redacted. */
  readonly errorCode: string | undefined;
  readonly errno: number | undefined;
  readonly sqlState: string | undefined;
  readonly message: string;
};

/**
 * Describes an error for the log: its origin, and the message of the innermost error. The wrapper's message is left out,
 * because drizzle puts the query's parameters (codes, names) into it.
 */
export function describeError(error: unknown): DescribedError {
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  const { code, errno, sqlState } = originOf(error);
  return {
    error: innermost instanceof Error ? innermost.name : typeof innermost,
    errorCode: code,
    errno,
    sqlState,
    message: innermost instanceof Error ? innermost.message : String(innermost),
  };
}
