import type { GateOfNight, Night } from '#shared/night.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { Trail } from './trail.ts';

/** What the rules judge by: this look, and what was kept of those before. Instants are milliseconds of the database's clock. */

/** One attempt of the last minutes. */
export type RecentAttempt = {
  /** When it was at the door. */
  readonly atMs: number;
  readonly gateId: string;
  readonly verdict: DecidedVerdict;
  /** What was presented: a ticket purchase by its number, an unknown code by its digest. Never the code. */
  readonly presented: string;
  readonly ticketPurchaseId: number | null;
  readonly durationMs: number;
};

/** A gate, with the instants behind what the screen shows as spans. */
export type GateFacts = GateOfNight & {
  readonly seenAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly lastAttemptAtMs: number | null;
  /** When it last said that another laptop runs under its id; null where it never did. */
  readonly idSharedAtMs: number | null;
};

/** A gate's own word, afterwards, that it was on its own. */
export type OutageFacts = {
  readonly gateId: string;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
  /** Usually an `UndecidedCause`. */
  readonly cause: string;
  readonly decided: number;
  readonly admitted: number;
};

export type NightFacts = {
  readonly nowMs: number;
  /** How long the monitor's looks have succeeded since one failed; Infinity where none did. */
  readonly steadyMs: number;
  readonly gates: readonly GateFacts[];
  /** The last ten minutes' attempts, oldest first. */
  readonly recent: readonly RecentAttempt[];
  /** Of the whole concert. */
  readonly attempts: number;
  readonly refused: number;
  readonly server: Night['server'];
  /** The newest of each gate. */
  readonly outages: readonly OutageFacts[];
  readonly conflicts: { readonly open: number; readonly newestOpenedAtMs: number | null };
  readonly setAside: readonly {
    readonly gateId: string;
    readonly lines: number;
    readonly newestAtMs: number;
  }[];
  /** The concert's ticket purchases in a status that nobody knows. */
  readonly unknownStatuses: number;
  /** Holders of ticket purchases that alerts name. */
  readonly names: ReadonlyMap<number, string | null>;
  readonly trail: Trail;
};
