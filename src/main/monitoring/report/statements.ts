import { sql } from 'drizzle-orm';
import {
  concerts,
  gateOutages,
  gates,
  gateStates,
  scanAttempts,
  students,
  teachers,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { sqlStatement } from '#main/database/statement.ts';

/** The report's questions. All but the holders go by the index of a concert's attempts, or ask a table of a few rows. */

const { placeholder } = sql;

/** Which concert was scanned for last; the index has the newest of each concert at its end. */
export const selectLastScanned = sqlStatement<Record<string, never>>(
  sql`select ${scanAttempts.concertId} as concert_id, max(${scanAttempts.recordedTime}) as last_at from ${scanAttempts}
    where ${scanAttempts.concertId} is not null group by ${scanAttempts.concertId}`,
);

export const selectConcerts = sqlStatement<Record<string, never>>(
  sql`select ${concerts.id}, ${concerts.title}, ${concerts.venue}, ${concerts.startsAt}, ${concerts.entryOpensAt},
    ${concerts.entryClosesAt}, utc_timestamp(3) as read_at from ${concerts}`,
);

/**
 * A page of a concert's attempts to come in, after a place in the index. The first condition begins the range, the second
 * tells what stands at its very beginning.
 */
export const selectAttempts = sqlStatement<{
  concertId: number;
  afterTime: Date;
  afterId: string;
  limit: number;
}>(
  sql`select ${scanAttempts.attemptId}, ${scanAttempts.ticketPurchaseId}, ${scanAttempts.gateId}, ${scanAttempts.operator},
    ${scanAttempts.purpose}, ${scanAttempts.verdict}, ${scanAttempts.decidedBy}, ${scanAttempts.basis},
    ${scanAttempts.note}, ${scanAttempts.doorTime}, ${scanAttempts.recordedTime}, ${scanAttempts.clockOffsetMs},
    ${scanAttempts.durationMs}, ${scanAttempts.retries},
    if(${scanAttempts.verdict} = 'unknown-code', ${scanAttempts.codeDigest}, null) as unknown_code
    from ${scanAttempts} where ${scanAttempts.concertId} = ${placeholder('concertId')}
    and ${scanAttempts.recordedTime} >= ${placeholder('afterTime')}
    and (${scanAttempts.recordedTime} > ${placeholder('afterTime')} or ${scanAttempts.attemptId} > ${placeholder('afterId')})
    order by ${scanAttempts.recordedTime}, ${scanAttempts.attemptId} limit ${placeholder('limit')}`,
);

export const selectGates = sqlStatement<Record<string, never>>(
  sql`select ${gates.id} as gate_id, ${gates.name}, ${gateStates.programVersion}, ${gateStates.startedAt},
    ${gateStates.undecided}, ${gateStates.deadlocks}, ${gateStates.lockWaits}, ${gateStates.pendingLines}
    from ${gates} left join ${gateStates} on ${gateStates.gateId} = ${gates.id}`,
);

export const selectOutages = sqlStatement<{ concertId: number }>(
  sql`select ${gateOutages.gateId}, ${gateOutages.beganAt}, ${gateOutages.endedAt}, ${gateOutages.cause},
    ${gateOutages.decided}, ${gateOutages.admitted} from ${gateOutages}
    where ${gateOutages.concertId} = ${placeholder('concertId')} order by ${gateOutages.beganAt}, ${gateOutages.gateId}`,
);

/** By the primary key. */
export const selectHolders = sqlStatement<{ ids: readonly number[] }>(
  sql`select ${ticketPurchases.id}, ${ticketPurchases.isWalkIn}, ${students.name} as student_name,
    ${teachers.name} as teacher_name, ${tickets.ticketType} as ticket_kind from ${ticketPurchases}
    left join ${tickets} on ${tickets.id} = ${ticketPurchases.ticketId}
    left join ${students} on ${students.id} = ${ticketPurchases.studentId}
    left join ${teachers} on ${teachers.id} = ${ticketPurchases.teacherId}
    where ${ticketPurchases.id} in (${placeholder('ids')})`,
);
