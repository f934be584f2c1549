import type { UndecidedCause } from '#shared/attempt.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import { inWords, type VerdictInWords } from '#main/admission/answer.ts';
import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';
import { judge } from '#main/admission/rules.ts';
import type { EmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { Snapshot, SnapshotConcert } from '#main/emergency/snapshot/snapshot-types.ts';
import { entryNow } from './entry-now.ts';
import type { GateClock } from './gate-clock.ts';
import type { GateLogs } from './gate-logs.ts';
import { isUsedBy, knownHere, unnamed } from './known-here.ts';
import { admissionOf } from './line-admission.ts';
import type { OwnAdmissions } from './own-admissions.ts';
import type { Place } from './place.ts';

/** One attempt, as a gate on its own needs it. */
type HereRequest = {
  readonly attemptId: string;
  readonly code: string;
  /** SHA-256 of the code's UTF-8 bytes, as hex. */
  readonly codeDigest: string;
  readonly doorTime: string;
  readonly elapsedMs: () => number;
  readonly retries: number;
  /** The database was asked under this id, and its answer was lost. */
  readonly isFateUnknown: boolean;
  /** That was for this very presentation. */
  readonly wasAskedNow: boolean;
  /** Why the lead lets it in; null where the rules decide alone. */
  readonly leadReason: string | null;
};

export type HereDecision =
  | { readonly kind: 'decided'; readonly words: VerdictInWords; readonly isRecalled: boolean }
  | { readonly kind: 'undecided'; readonly cause: UndecidedCause };

/** Decides without the database: the same rules, from the snapshot and from what this gate has admitted itself. */
export type DecideHere = (request: HereRequest, place: Place) => Promise<HereDecision>;

/** What it decides from, and where it writes it down. */
export type HereParts = {
  readonly snapshot: Snapshot;
  readonly logs: GateLogs;
  readonly own: OwnAdmissions;
  readonly clock: GateClock;
};

/** Makes it. A decision counts, and is answered, only when it is in the emergency log and on the disk. */
export function createDecideHere({ snapshot, logs, own, clock }: HereParts): DecideHere {
  return async (request, place) => {
    const log = await logs.openFor(place.concert);
    const earlier = logs.findAttempt(request.attemptId);
    if (earlier !== null && !isOfCode(earlier, request.codeDigest)) {
      return { kind: 'undecided', cause: 'attempt-id-reused' };
    }
    const found = snapshot.find(request.code);
    const ticket = found === 'bad-data' ? null : found;
    const ticketPurchaseId = ticket?.ticketPurchaseId ?? null;
    const admission = own.find({ codeDigest: request.codeDigest, ticketPurchaseId });
    if (earlier?.entry.verdict === 'admitted') {
      const words = admitted(ticket ?? unnamed(earlier.entry, place));
      return { kind: 'decided', words, isRecalled: true };
    }
    if (found === 'bad-data' && admission === null) return { kind: 'undecided', cause: 'bad-data' };

    const isOurs =
      request.isFateUnknown &&
      admission === null &&
      ticket !== null &&
      isUsedBy({ attemptId: request.attemptId, gateId: place.gateId }, ticket, clock);
    const known = knownHere(isOurs ? { ...ticket, status: 'valid' } : ticket, admission, place);
    const now = clock.serverNow();
    const verdict = judge(known, {
      concertId: place.concert.id,
      now: entryNow(known?.concert ?? null, now, clock.measurement()),
    });
    const policy = policyFor(verdict, snapshot, place.concert.id);
    if (request.leadReason === null && policy !== null) return { kind: 'undecided', cause: policy };
    // What the rules refuse is refused to the lead as well; what only the lead may let in, the lead lets in.
    const isLetIn = verdict === 'admitted' || policy !== null;
    const words = isLetIn
      ? admitted(known ?? unnamed({ ticketPurchaseId }, place))
      : inWords(verdict, known, now);
    // The same refusal under the same id is on record already; a lost answer needs a line with the door time that it was for.
    if (earlier?.entry.verdict === words.verdict && !request.wasAskedNow)
      return { kind: 'decided', words, isRecalled: true };
    return await record(log, request, place, { words, known });
  };

  async function record(
    log: EmergencyLog,
    request: HereRequest,
    place: Place,
    decided: { readonly words: VerdictInWords; readonly known: KnownTicketPurchase | null },
  ): Promise<HereDecision> {
    const { words, known } = decided;
    const measured = clock.measurement();
    const isLeads = request.leadReason !== null && words.verdict === 'admitted';
    const appended = await log.append({
      kind: 'attempt',
      attemptId: request.attemptId,
      code: request.code,
      verdict: words.verdict,
      ticketPurchaseId: known?.ticketPurchaseId ?? null,
      operator: place.operator,
      doorTime: request.doorTime,
      clockOffsetMs: measured?.offsetMs ?? null,
      clockUncertaintyMs: measured?.uncertaintyMs ?? null,
      basis: isLeads ? 'lead' : 'rules',
      note: isLeads ? request.leadReason : null,
      snapshotTakenAt: snapshot.state()?.takenAt.toISOString() ?? null,
      durationMs: Math.round(request.elapsedMs()),
      retries: request.retries,
    });
    if (!appended.ok) return { kind: 'undecided', cause: appended.cause };
    const position = log.position();
    if (position !== null) snapshot.noteLogPosition(position);
    if (words.verdict === 'admitted') own.notePending(admissionOf(appended.line, known));
    return { kind: 'decided', words, isRecalled: false };
  }
}

function admitted(known: KnownTicketPurchase): VerdictInWords {
  const { ticketPurchaseId, holder, ticketKind, attentionNote } = known;
  return { verdict: 'admitted', ticket: { ticketPurchaseId, holder, ticketKind, attentionNote } };
}

/** Why this is not a gate's on its own to decide; null where it is. The organiser chooses, per concert. */
function policyFor(verdict: DecidedVerdict, snapshot: Snapshot, concertId: number): UndecidedCause | null {
  const chosen: SnapshotConcert | undefined = snapshot.concerts().find(({ id }) => id === concertId);
  switch (verdict) {
    case 'admitted':
      return chosen?.onItsOwnKnown === 'lead' ? 'lead-needed' : null;
    case 'unknown-code':
      // Somebody's ticket may be in the part that has not been copied.
      if (snapshot.state()?.isComplete !== true) return 'snapshot-incomplete';
      return chosen?.onItsOwnUnknown === 'lead' ? 'lead-needed' : null;
    case 'already-admitted':
    case 'not-sold-yet':
    case 'cancelled':
    case 'other-concert':
    case 'not-open':
      return null;
  }
}

function isOfCode(line: LogLine, codeDigest: string): boolean {
  return line.entry.kind === 'attempt' && line.entry.code === `sha256:${codeDigest}`;
}
