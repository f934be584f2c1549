import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { PracticePurchase } from './practice-purchases.ts';

const MINUTE_MS = 60_000;
const USUAL_DURATION_MS = 12;

/** The columns of `purchaseRow`. */
export const PURCHASE_COLUMNS =
  'id, ticket_id, student_id, teacher_id, qr_code, status, is_walk_in, is_sold, used_at, used_gate_id, used_by, attention_note, created_at, updated_at';

/** The columns of `attemptRows`. */
export const ATTEMPT_COLUMNS =
  'attempt_id, ticket_purchase_id, concert_id, gate_id, operator, verdict, decided_by, code_digest, door_time, recorded_time, duration_ms';

/** A ticket purchase as it stands in the database. */
export function purchaseRow(purchase: PracticePurchase, now: Date): unknown[] {
  const { role, holder } = purchase;
  return [
    purchase.id,
    purchase.ticketKind.id,
    holder?.kind === 'student' ? holder.id : null,
    holder?.kind === 'teacher' ? holder.id : null,
    purchase.code,
    role === 'used' || role === 'cancelled' ? role : 'valid',
    role === 'walk-in-sold' || role === 'walk-in-unsold',
    role === 'walk-in-sold',
    role === 'used' ? usedAt(purchase, now) : null,
    purchase.usedGateId,
    purchase.usedGateId === null ? null : operatorAt(purchase.usedGateId),
    purchase.attentionNote,
    now,
    now,
  ];
}

/** The attempt that a used ticket purchase came in by, so that the books of a practice night balance from the start. */
export function attemptRows(purchase: PracticePurchase, now: Date): unknown[][] {
  const { usedGateId, ticketKind } = purchase;
  if (usedGateId === null) return [];
  const doorTime = usedAt(purchase, now);
  const digest = createHash('sha256').update(purchase.code).digest();
  const attemptId = uuidv7({ msecs: doorTime.getTime(), random: digest.subarray(0, 16), seq: purchase.id });
  return [
    [
      attemptId,
      purchase.id,
      ticketKind.concertId,
      usedGateId,
      operatorAt(usedGateId),
      'admitted',
      'database',
      digest,
      doorTime,
      doorTime,
      USUAL_DURATION_MS,
    ],
  ];
}

/** Somewhere in the two hours before `now`, never in the last five minutes. */
function usedAt(purchase: PracticePurchase, now: Date): Date {
  return new Date(now.getTime() - (5 + ((purchase.id * 7) % 115)) * MINUTE_MS);
}

function operatorAt(gateId: string): string {
  return `Volunteer at ${gateId}`;
}
