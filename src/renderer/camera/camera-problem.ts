/** Why there is no picture; the words for each are the scan screen's. */
export type CameraProblem =
  /** No camera is connected. */
  | 'missing'
  /** The one there was has gone. */
  | 'lost'
  | 'denied'
  /** Another program holds it, or its driver does. */
  | 'busy'
  /** It is there but sends no pictures. */
  | 'frozen'
  /** The system has not said yes or no for a while: it may be asking somebody. */
  | 'waiting'
  /** This window cannot use cameras at all. */
  | 'unsupported'
  | 'unknown';

/**
 * Names what `getUserMedia` rejected with.
 * Source: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, and Chromium's own use of AbortError
 * and NotReadableError for a device that could not be started.
 */
export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
