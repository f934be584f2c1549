import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { v7 as newAttemptId } from 'uuid';
import {
  concerts,
  gates,
  scanAttempts,
  students,
  teachers,
  ticketPurchases,
  tickets,
} from '#main/database/schema/index.ts';
import { openBenchConnection } from './by-hand.ts';
import type { BenchPlace, Scheme } from './scheme.ts';

/** The admission as one would usually write it with drizzle: a trip a statement, queries built each time, or prepared. */

async function openDrizzle({ url, concertId }: BenchPlace, isPrepared: boolean): ReturnType<Scheme['open']> {
  const connection = await openBenchConnection(url);
  const db = drizzle(connection, { casing: 'snake_case' });
  const lock = (digest: Buffer | ReturnType<typeof sql.placeholder>) =>
    db
      .select({
        id: ticketPurchases.id,
        status: ticketPurchases.status,
        isWalkIn: ticketPurchases.isWalkIn,
        isSold: ticketPurchases.isSold,
        usedAt: ticketPurchases.usedAt,
        usedGateId: ticketPurchases.usedGateId,
        attentionNote: ticketPurchases.attentionNote,
      })
      .from(ticketPurchases)
      .where(eq(ticketPurchases.qrCodeDigest, digest))
      .for('update');
  const find = (attemptId: string | ReturnType<typeof sql.placeholder>) =>
    db
      .select({ verdict: scanAttempts.verdict, codeDigest: scanAttempts.codeDigest })
      .from(scanAttempts)
      .where(eq(scanAttempts.attemptId, attemptId));
  const describe = (digest: Buffer | ReturnType<typeof sql.placeholder>) =>
    db
      .select({
        ticketKind: tickets.ticketType,
        concertId: concerts.id,
        title: concerts.title,
        startsAt: concerts.startsAt,
        entryOpensAt: concerts.entryOpensAt,
        entryClosesAt: concerts.entryClosesAt,
        student: students.name,
        teacher: teachers.name,
        gate: gates.name,
        serverNow: sql`utc_timestamp(3)`,
      })
      .from(ticketPurchases)
      .leftJoin(tickets, eq(tickets.id, ticketPurchases.ticketId))
      .leftJoin(concerts, eq(concerts.id, tickets.concertId))
      .leftJoin(students, eq(students.id, ticketPurchases.studentId))
      .leftJoin(teachers, eq(teachers.id, ticketPurchases.teacherId))
      .leftJoin(gates, eq(gates.id, ticketPurchases.usedGateId))
      .where(eq(ticketPurchases.qrCodeDigest, digest));
  const prepared = {
    lock: lock(sql.placeholder('digest')).prepare(),
    find: find(sql.placeholder('attemptId')).prepare(),
    describe: describe(sql.placeholder('digest')).prepare(),
  };
  return {
    async admit(code) {
      const digest = createHash('sha256').update(code, 'utf8').digest();
      const attemptId = newAttemptId();
      const doorTime = new Date();
      await connection.query('START TRANSACTION');
      const [row] = isPrepared ? await prepared.lock.execute({ digest }) : await lock(digest);
      await (isPrepared ? prepared.find.execute({ attemptId }) : find(attemptId));
      await (isPrepared ? prepared.describe.execute({ digest }) : describe(digest));
      const verdict =
        row === undefined ? 'unknown-code' : row.status === 'valid' ? 'admitted' : 'already-admitted';
      if (row !== undefined && verdict === 'admitted') {
        await db
          .update(ticketPurchases)
          .set({
            status: 'used',
            usedAt: doorTime,
            usedGateId: 'G1',
            usedBy: 'Bench',
            updatedAt: sql`current_timestamp`,
          })
          .where(and(eq(ticketPurchases.id, row.id), eq(ticketPurchases.status, 'valid')));
      }
      await db.insert(scanAttempts).values({
        attemptId,
        ticketPurchaseId: row?.id ?? null,
        concertId,
        gateId: 'G1',
        operator: 'Bench',
        verdict,
        decidedBy: 'database',
        codeDigest: digest,
        doorTime,
        durationMs: 0,
      });
      await connection.query('COMMIT');
      return verdict;
    },
    close: () => connection.end(),
  };
}

export const plainDrizzle: Scheme = {
  name: 'drizzle as usually written',
  open: (place) => openDrizzle(place, false),
};

export const preparedDrizzle: Scheme = {
  name: 'drizzle, prepared reads',
  open: (place) => openDrizzle(place, true),
};
