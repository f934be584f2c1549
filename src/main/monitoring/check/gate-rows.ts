import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { CAMERA_STATES, POWER_SOURCES } from '#shared/gate-health.ts';
import { compareGateIds } from '#shared/gate-order.ts';
import { ask } from '#main/database/ask.ts';
import { gateStates } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import { readRows } from '#main/emergency/replay/records.ts';
import { flag } from '../row-values.ts';
import { isGateIdShared } from '../shared-gate-id.ts';

/** What a gate last said of itself, as far as the check goes. */
export type CheckedGate = {
  readonly gateId: string;
  /** Since it said so, by the server's clock. */
  readonly silentMs: number;
  readonly isClosed: boolean;
  /** It says that another laptop runs under its id. */
  readonly isIdShared: boolean;
  readonly programVersion: string;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly pendingLines: number;
  readonly snapshotAgeMs: number | null;
  readonly isSnapshotComplete: boolean | null;
  readonly camera: (typeof CAMERA_STATES)[number] | null;
  readonly power: (typeof POWER_SOURCES)[number] | null;
  readonly freeDiskBytes: number | null;
  /** JSON with its keys in one order; null for a gate that does not say. */
  readonly commonSettings: string | null;
};

const QUESTION = sqlStatement(sql`
  select \`gate_id\`, \`seen_at\`, \`closed_at\` is not null as is_closed, \`id_shared_at\`, \`program_version\`, \`clock_offset_ms\`,
    \`clock_uncertainty_ms\`, \`pending_lines\`, \`snapshot_age_ms\`, \`is_snapshot_complete\`, \`camera\`, \`power\`,
    \`free_disk_bytes\`, \`common_settings\`, utc_timestamp(3) as server_now
  from ${gateStates}`)({});

const gateRow = z.object({
  gate_id: z.string(),
  seen_at: z.date(),
  is_closed: flag,
  id_shared_at: z.date().nullable(),
  program_version: z.string(),
  clock_offset_ms: z.int().nullable(),
  clock_uncertainty_ms: z.int().nullable(),
  pending_lines: z.int().nonnegative(),
  snapshot_age_ms: z.number().nullable(),
  is_snapshot_complete: flag.nullable(),
  camera: z.enum(CAMERA_STATES).nullable(),
  power: z.enum(POWER_SOURCES).nullable(),
  free_disk_bytes: z.number().nullable(),
  common_settings: z.string().nullable(),
  server_now: z.date(),
});

/** Reads what every gate last said, in the order of their ids. @throws the driver's error. */
export async function readGates(pool: SessionPool): Promise<readonly CheckedGate[]> {
  const [rows] = await ask(pool, 'look at the gates', [QUESTION]);
  return readRows('gate', gateRow, rows)
    .map((row) => ({
      gateId: row.gate_id,
      silentMs: Math.max(0, row.server_now.getTime() - row.seen_at.getTime()),
      isClosed: row.is_closed,
      isIdShared: isGateIdShared({
        seenAtMs: row.seen_at.getTime(),
        idSharedAtMs: row.id_shared_at?.getTime() ?? null,
      }),
      programVersion: row.program_version,
      clockOffsetMs: row.clock_offset_ms,
      clockUncertaintyMs: row.clock_uncertainty_ms,
      pendingLines: row.pending_lines,
      snapshotAgeMs: row.snapshot_age_ms,
      isSnapshotComplete: row.is_snapshot_complete,
      camera: row.camera,
      power: row.power,
      freeDiskBytes: row.free_disk_bytes,
      commonSettings: row.common_settings,
    }))
    .toSorted((a, b) => compareGateIds(a.gateId, b.gateId));
}
