import type { OnItsOwnKnown, OnItsOwnUnknown } from '#shared/on-its-own.ts';
import type { SearchKey } from './search-keys.ts';

/** A concert as far as a verdict needs it. */
type SnapshotTicketConcert = {
  readonly id: number;
  readonly title: string;
  readonly startsAt: Date | null;
  readonly entryOpensAt: Date | null;
  readonly entryClosesAt: Date | null;
};

/** A concert with what the organiser chose for gates on their own. */
export type SnapshotConcert = SnapshotTicketConcert & {
  readonly onItsOwnKnown: OnItsOwnKnown;
  readonly onItsOwnUnknown: OnItsOwnUnknown;
};

/** Who a ticket purchase is for; null where it has no name. */
export type SnapshotHolder = {
  readonly name: string | null;
  readonly kind: 'student' | 'teacher' | 'walk-in' | 'guest';
};

type TicketPurchaseStatus = 'valid' | 'used' | 'cancelled';

/** All that a verdict and its screen need to know of a ticket purchase. */
export type SnapshotTicket = {
  readonly ticketPurchaseId: number;
  readonly ticketId: number;
  readonly ticketKind: string | null;
  readonly concert: SnapshotTicketConcert;
  readonly status: TicketPurchaseStatus;
  readonly isWalkIn: boolean;
  readonly isSold: boolean;
  /** By the server's clock, or this laptop's where this gate admitted it. */
  readonly usedAt: Date | null;
  readonly usedGate: { readonly id: string; readonly name: string | null } | null;
  readonly holder: SnapshotHolder;
  readonly attentionNote: string | null;
};

/** A ticket purchase as the lead finds it by name, without its code. */
export type SnapshotGuest = {
  readonly ticketPurchaseId: number;
  readonly name: string | null;
  readonly kind: SnapshotHolder['kind'];
  readonly ticketKind: string | null;
  /** The code's last six characters, to compare with the paper; empty for a code under twelve. */
  readonly shortCode: string;
  readonly attentionNote: string | null;
  readonly status: TicketPurchaseStatus;
  readonly isWalkIn: boolean;
  readonly isSold: boolean;
};

/** How good the snapshot is. */
export type SnapshotState = {
  /** The database is known up to here, by this laptop's clock; while the first copy is under way, when that began. */
  readonly takenAt: Date;
  /** While it is false, a code that is not found may be somebody's. */
  readonly isComplete: boolean;
  /** The database has lost most of its ticket purchases (emptied, restored half): what was copied before is kept. */
  readonly isInDoubt: boolean;
  readonly ticketPurchases: number;
  /** Rows of the database that this program does not understand: their codes are answered `bad-data`. */
  readonly unclearRows: number;
};

/** The last line of the emergency log as the snapshot remembers it, so that a removed tail is noticed. */
export type LogPosition = { readonly logId: string; readonly sequence: number; readonly hash: string };

/** This laptop's copy of what a gate must know to decide on its own. Nothing here throws: what fails is logged. */
export type Snapshot = {
  /**
   * The ticket purchase of a code: null where the snapshot has none, `bad-data` where the database has a row that this
   * program does not understand, or where the look-up itself failed. Takes less than a millisecond among a million.
   */
  readonly find: (code: string) => SnapshotTicket | 'bad-data' | null;
  /** When a ticket purchase was admitted, at whatever gate; null where it was not, as far as is known here. */
  readonly findUse: (ticketPurchaseId: number) => { readonly usedAt: Date | null } | null;
  readonly concerts: () => readonly SnapshotConcert[];
  /** Null while nothing has been copied yet. */
  readonly state: () => SnapshotState | null;
  /** How far the first copy has come; null when none is under way. The total is an estimate until the end. */
  readonly progress: () => { readonly copied: number; readonly total: number } | null;
  /** Writes an admission through that the database has committed for this gate; `at` by this laptop's clock. */
  readonly noteAdmitted: (admission: {
    readonly ticketPurchaseId: number;
    readonly at: Date;
    readonly gateId: string;
  }) => void;
  /** A concert's guests in no order, for search and door list; needs the key that only the PIN opens. */
  readonly guests: (searchKey: SearchKey, concertId: number) => AsyncIterable<SnapshotGuest>;
  /** False while rows are not yet sealed to the current search key (a PIN was just chosen): then guests are missing. */
  readonly isSearchComplete: () => boolean;
  /** The public half of the lead's key, without a PIN: rows are sealed to it from now on, the old ones by the sweep. */
  readonly setSearchKey: (publicKey: string) => void;
  /**
   * Says which database it is to be a copy of, by what that database holds, as soon as one has answered: until then what is
   * here counts as that database's. One that nobody knew of takes it over. On `another` it begins anew, and what was here is
   * kept until the new copy is complete; when its own database comes back before, it comes back too.
   */
  readonly belongTo: (databaseId: string) => 'same' | 'another';
  readonly noteLogPosition: (position: LogPosition) => void;
  readonly knownLogPosition: () => LogPosition | null;
  readonly close: () => void;
};
