/** A refresh was asked to stop, and did at a consistent point. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

export function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new StoppedError();
}
