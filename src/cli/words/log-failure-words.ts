import type { LocalTime } from '#shared/local-time.ts';
import { formatSpan } from '#shared/span.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import type { DatabaseError, LoggedOutage } from '#main/monitoring/log-analysis/log-analysis.ts';
import type { Paint } from '../terminal/paint.ts';
import { plainText } from '../terminal/plain-text.ts';

/** What went wrong according to the programs' logs, a line each. */

export type LogAnalysisLook = { readonly paint: Paint; readonly localTime: LocalTime };

/** When something happened, and at which gate. */
export function whenWhere(at: string, gateId: string | null, { localTime }: LogAnalysisLook): string {
  return gateId === null ? localTime(at) : `${localTime(at)}, ${gateId}`;
}

/** The errors of each kind together, most frequent first. */
export function kindsOf(errors: readonly DatabaseError[]): readonly (readonly DatabaseError[])[] {
  const kinds = Map.groupBy(errors, ({ cause, errorCode, sentence }) => `${cause} ${errorCode} ${sentence}`);
  return [...kinds.values()].toSorted((one, other) => other.length - one.length);
}

/** All errors of one kind in a line. */
export function describeErrors(own: readonly DatabaseError[], { localTime, paint }: LogAnalysisLook): string {
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined) return '';
  const gates = [...new Set(own.flatMap(({ gateId }) => gateId ?? []))].join(', ');
  const code = first.errorCode === null ? '' : ` (${first.errorCode})`;
  const span = own.length === 1 ? localTime(first.at) : `${localTime(first.at)} to ${localTime(last.at)}`;
  return `${own.length} × ${UNDECIDED_CAUSES[first.cause].problem}${plainText(code)} ${first.sentence}${gates === '' ? '' : ` at ${gates}`}. ${paint.faint(span)}`;
}

/** An outage in a line. */
export function describeOutage(
  { gateId, beganAt, endedAt, cause }: LoggedOutage,
  look: LogAnalysisLook,
): string {
  const why = cause === null ? '' : ` ${UNDECIDED_CAUSES[cause].problem}`;
  const length =
    endedAt === null
      ? 'the log does not see its end'
      : `for ${formatSpan(Date.parse(endedAt) - Date.parse(beganAt))}`;
  return `${whenWhere(beganAt, gateId, look)}: ${length}.${why}`;
}
