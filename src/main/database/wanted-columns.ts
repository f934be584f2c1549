import { CAMERA_STATES, POWER_SOURCES } from '#shared/gate-health.ts';
import { DECISION_BASES, ON_ITS_OWN_KNOWN, ON_ITS_OWN_UNKNOWN } from '#shared/on-its-own.ts';

/** What a column that is already there must be, for a gate to read or write it. */
export type WantedColumn =
  | { readonly kind: 'integer' }
  | { readonly kind: 'instant' }
  /** `isOurs`: we write names of people into it, so any script must fit. */
  | { readonly kind: 'text'; readonly characters: number; readonly isOurs: boolean }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'digest'; readonly isGenerated: boolean };

/** A table's wanted columns, and those of them without which it is not the table that we mean. */
export type WantedTable = {
  readonly columns: Readonly<Record<string, WantedColumn>>;
  readonly vital: readonly string[];
  /** The primary key, where an insert of ours relies on it. */
  readonly primaryKey?: string;
};

const integer = { kind: 'integer' } as const satisfies WantedColumn;
const instant = { kind: 'instant' } as const satisfies WantedColumn;

/** Text that we only read. */
function textToRead(): WantedColumn {
  return { kind: 'text', characters: 0, isOurs: false };
}

function textToWrite(characters: number): WantedColumn {
  return { kind: 'text', characters, isOurs: true };
}

function idText(characters: number): WantedColumn {
  return { kind: 'text', characters, isOurs: false };
}

const person: WantedTable = { columns: { id: integer, name: textToRead() }, vital: ['id'] };

/** The columns that the gate's statements (src/main/admission, src/main/gate) read or write, a table each. */
export const WANTED_TABLES: Readonly<Record<string, WantedTable>> = {
  concerts: {
    columns: {
      id: integer,
      title: textToRead(),
      starts_at: instant,
      entry_opens_at: instant,
      entry_closes_at: instant,
      on_its_own_known: { kind: 'choice', values: ON_ITS_OWN_KNOWN },
      on_its_own_unknown: { kind: 'choice', values: ON_ITS_OWN_UNKNOWN },
    },
    vital: ['id'],
  },
  tickets: {
    columns: { id: integer, concert_id: integer, ticket_type: textToRead() },
    vital: ['id', 'concert_id'],
  },
  students: person,
  teachers: person,
  ticket_purchases: {
    columns: {
      id: integer,
      ticket_id: integer,
      qr_code: textToRead(),
      status: { kind: 'choice', values: ['valid', 'used', 'cancelled'] },
      is_walk_in: integer,
      is_sold: integer,
      used_at: instant,
      used_gate_id: idText(16),
      used_by: textToWrite(100),
      attention_note: textToRead(),
      updated_at: instant,
      qr_code_digest: { kind: 'digest', isGenerated: true },
      changed_at: instant,
    },
    vital: ['id', 'ticket_id', 'qr_code'],
  },
  gates: {
    columns: { id: idText(16), name: textToRead() },
    vital: ['id'],
    primaryKey: 'id',
  },
  scan_attempts: {
    columns: {
      attempt_id: idText(36),
      ticket_purchase_id: integer,
      concert_id: integer,
      gate_id: idText(16),
      operator: textToWrite(100),
      purpose: { kind: 'choice', values: ['entry', 'walk-in-sale', 'undo'] },
      verdict: {
        kind: 'choice',
        values: [
          'admitted',
          'already-admitted',
          'not-sold-yet',
          'cancelled',
          'other-concert',
          'not-open',
          'unknown-code',
        ],
      },
      decided_by: { kind: 'choice', values: ['database', 'emergency'] },
      code_digest: { kind: 'digest', isGenerated: false },
      door_time: instant,
      recorded_time: instant,
      duration_ms: integer,
      retries: integer,
      basis: { kind: 'choice', values: DECISION_BASES },
      note: textToWrite(500),
      clock_offset_ms: integer,
      clock_uncertainty_ms: integer,
      emergency_log_id: idText(36),
      emergency_log_sequence: integer,
    },
    vital: ['attempt_id'],
    primaryKey: 'attempt_id',
  },
  conflicts: {
    columns: {
      id: integer,
      ticket_purchase_id: integer,
      concert_id: integer,
      opened_at: instant,
      closed_at: instant,
      closed_by: textToWrite(100),
      closings: textToWrite(1_000),
      version: integer,
    },
    vital: ['id', 'ticket_purchase_id'],
    primaryKey: 'id',
  },
  conflict_sides: {
    columns: {
      id: integer,
      conflict_id: integer,
      attempt_id: idText(36),
      gate_id: idText(16),
      operator: textToWrite(100),
      decided_by: { kind: 'choice', values: ['database', 'emergency'] },
      door_time: instant,
      clock_offset_ms: integer,
      clock_uncertainty_ms: integer,
      emergency_log_id: idText(36),
      emergency_log_sequence: integer,
    },
    vital: ['id', 'conflict_id'],
    primaryKey: 'id',
  },
  set_aside_lines: {
    columns: {
      id: integer,
      emergency_log_id: idText(36),
      emergency_log_sequence: integer,
      gate_id: idText(16),
      reason: idText(40),
      line: textToWrite(1_000),
      set_aside_at: instant,
      closed_at: instant,
      closing: textToWrite(1_000),
    },
    vital: ['id', 'emergency_log_id'],
    primaryKey: 'id',
  },
  database_identity: {
    columns: { id: integer, uuid: idText(36) },
    vital: ['id', 'uuid'],
    primaryKey: 'id',
  },
  gate_states: {
    columns: {
      gate_id: idText(16),
      beat: integer,
      seen_at: instant,
      program_version: idText(40),
      clock_offset_ms: integer,
      clock_uncertainty_ms: integer,
      pending_lines: integer,
      last_log_id: idText(36),
      last_log_sequence: integer,
      started_at: instant,
      closed_at: instant,
      id_shared_at: instant,
      operator: textToWrite(100),
      concert_id: integer,
      set_aside_lines: integer,
      snapshot_age_ms: integer,
      is_snapshot_complete: integer,
      camera: { kind: 'choice', values: CAMERA_STATES },
      power: { kind: 'choice', values: POWER_SOURCES },
      free_disk_bytes: integer,
      last_attempt_at: instant,
      attempts: integer,
      undecided: integer,
      retries: integer,
      deadlocks: integer,
      lock_waits: integer,
      recent_median_ms: integer,
      recent_p95_ms: integer,
      common_settings: textToWrite(2_000),
    },
    vital: ['gate_id'],
    primaryKey: 'gate_id',
  },
  gate_outages: {
    columns: {
      id: integer,
      gate_id: idText(16),
      concert_id: integer,
      began_at: instant,
      ended_at: instant,
      cause: idText(40),
      decided: integer,
      admitted: integer,
    },
    vital: ['id', 'gate_id'],
    primaryKey: 'id',
  },
  backups: {
    columns: {
      id: integer,
      taken_at: instant,
      host: textToWrite(255),
      file: textToWrite(1_000),
      bytes: integer,
      sha256: idText(64),
    },
    vital: ['id', 'taken_at'],
    primaryKey: 'id',
  },
  alert_acknowledgements: {
    columns: {
      id: integer,
      alert_key: idText(190),
      acknowledged_by: textToWrite(100),
      acknowledged_at: instant,
    },
    vital: ['id', 'alert_key'],
    primaryKey: 'id',
  },
};
