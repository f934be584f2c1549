/**
 * The sentences of our log that the analysis knows, each as it is written where it happens; a test looks for every one of them in
 * the source, so that nobody rewords one and makes it silent here.
 */

/** The gate that the following lines are of. */
export const GATE_OPENED = 'The gate opened';
export const MINUTE = 'Attempts of the last minute';
export const CONNECTION_CHANGED = 'The connection changed';
export const ANSWERED_UNDECIDED = 'An attempt was answered “undecided”';
export const LEFT_BY_DATABASE = 'An attempt is undecided';
export const SLOW_ANSWER = 'An answer was slow';
export const MALFORMED_CODE = 'An attempt with a malformed code';

/** A try, or a question, that the database did not answer; each line is one failure. */
export const DATABASE_FAILURES: ReadonlySet<string> = new Set([
  'A try failed',
  'A transaction failed',
  'A heartbeat failed',
  'A look at the database failed',
  'A refresh of the snapshot failed',
  'Lines that others may have put in could not be looked for',
  'An outage could not be put into the database yet',
  'The conflicts could not be listed',
  'A conflict could not be closed',
  'The database could not be checked',
]);

/** The program or its window went away, or was started. */
export const RESTARTS: ReadonlySet<string> = new Set([
  GATE_OPENED,
  'The window’s process is gone',
  'The window did not load',
  'The window hangs: ending its process',
  'The preload failed',
  'The page loaded and did not start',
  'A helper process is gone',
  'The program can’t go on',
  'Starting the program anew',
]);

/** Somebody was refused something; the fields that say what. */
export const REFUSALS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Refused a call', ['call', 'reason']],
  ['Refused a permission', ['permission']],
  ['Refused a request on our scheme', ['reason']],
  ['Refused to leave the kiosk', ['what']],
  ['A wrong PIN was given for the lead’s screen', []],
]);
