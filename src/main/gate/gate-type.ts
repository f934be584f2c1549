import type { Answer, Attempt, UndecidedCause } from '#shared/attempt.ts';
import type { CameraState } from '#shared/gate-health.ts';
import type { GateState } from '#shared/gate-state.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import type { EmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { Laptop } from './laptop.ts';
import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';
import type { ClockMeasurement } from './gate-clock.ts';

/** One gate: where every attempt is judged, from the kiosk's window and from the command line alike. */
export type Gate = {
  /** Judges one attempt. Never rejects: what could not be decided is the verdict `undecided`. */
  readonly submit: (attempt: Attempt) => Promise<Answer>;
  /**
   * The answer to this attempt has been shown. Until then the attempt stays open: should the window or the program die
   * first, the next scan of its code goes on under its id, and what was committed is shown in green after all.
   */
  readonly noteShown: (attemptId: string) => void;
  /** How the window's camera is now; a gate without a window never says. */
  readonly noteCamera: (state: CameraState) => void;
  readonly state: () => GateState;
  /** Calls `listener` after every change of the state; returns the function that stops it. */
  readonly onStateChanged: (listener: (state: GateState) => void) => () => void;
  /**
   * The lead lets a scanned code in: an attempt that was answered `undecided` with the cause `lead-needed`. Judged anew, so
   * that what the rules refuse is refused to the lead as well, and with a database that is back what it knows counts.
   */
  readonly leadAdmit: (attempt: Attempt, reason: string) => Promise<Answer>;
  /** Writes an admission that no camera could read into the emergency log. */
  readonly writeEntry: (entry: ManualEntry) => Promise<EntryOutcome>;
  /** The emergency log of this gate's concert; null while the concert is not known. */
  readonly emergencyLog: () => EmergencyLog | null;
  /** What was found wrong with the logs, what waits for a person, and another laptop under this gate's id, in words. */
  readonly findings: () => readonly string[];
  /** Where a line of this gate's logs is on its way into the database. */
  readonly stateOfLine: (line: LogLine) => LineState;
  /** The lines that could not go in, of whatever concert, oldest first. */
  readonly setAside: () => readonly { readonly line: LogLine; readonly reason: string }[];
  /** This laptop's copy of the database. */
  readonly snapshot: () => Snapshot;
  /** What a scan of this guest's ticket would come to now, by the snapshot and this gate's own decisions. */
  readonly foresee: (guest: ForeseenTicket) => DecidedVerdict;
  /** How this laptop is: what feeds it, how full its disk is. */
  readonly laptop: Laptop;
  /** The gate's own pool, for what the lead reads and writes while the database is there. */
  readonly database: SessionPool;
  /** How far the database's clock is ahead of this laptop's, in milliseconds; null while it never was measured. */
  readonly clockOffset: () => ClockMeasurement | null;
  /** Finishes the attempts in flight, gives pending lines a moment to go in, then lets the database go. */
  readonly close: () => Promise<void>;
};

/** A ticket purchase of this gate's concert, as far as foreseeing goes. */
export type ForeseenTicket = Pick<KnownTicketPurchase, 'status' | 'isWalkIn' | 'isSold'> & {
  readonly ticketPurchaseId: number;
};

/** What a lead writes down. */
export type ManualEntry = {
  /** Name or number, as the lead was told. */
  readonly who: string;
  readonly reason: string;
  readonly ticketPurchaseId: number | null;
  /** When it was at the door, by this laptop's clock; null for now. */
  readonly doorTime: string | null;
};

export type EntryOutcome =
  | { readonly outcome: 'written'; readonly sequence: number }
  /** The same ticket purchase has been let in already, as far as is known here: nothing was written. */
  | { readonly outcome: 'already-admitted'; readonly at: string | null }
  /** Nothing was written, and nothing counts. */
  | { readonly outcome: 'undecided'; readonly cause: UndecidedCause };

export type LineState =
  | { readonly state: 'pending' }
  | { readonly state: 'in-database' }
  | { readonly state: 'set-aside'; readonly reason: string }
  /** It was set aside, and a person has looked into it and closed it: it stays out, and waits for nobody. */
  | { readonly state: 'closed'; readonly reason: string };
