import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { ALERT_KINDS, type Alert } from '#shared/night.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { addAttempts, forgetNight, saveGate } from '../night/fixtures/night-rows.ts';
import { type NightWatch, openNightWatch } from '../night/night-watch.ts';
import { acknowledge } from './acknowledge.ts';

/** Causes what an alert is about, on a real server; `undo` makes it well again, where the rows do not. */
type Cause = {
  readonly kind: Alert['kind'];
  readonly gateId: string | null;
  readonly cause: (concert: ScratchConcert, watch: NightWatch) => Promise<() => Promise<void>>;
};

/** G1's row as a gate writes it when that is the matter; undone by its next beat. */
function gateSays(kind: Alert['kind'], columns: Readonly<Record<string, string>>): Cause {
  return {
    kind,
    gateId: 'G1',
    cause: async ({ connection }) => {
      await saveGate(connection, 'G1', columns);
      return () => saveGate(connection, 'G1');
    },
  };
}

const CAUSES: readonly Cause[] = [
  gateSays('gate-not-heard', { seen_at: 'CURRENT_TIMESTAMP(3) - INTERVAL 25 SECOND' }),
  gateSays('gate-on-its-own', { pending_lines: '3' }),
  gateSays('snapshot-old', { snapshot_age_ms: '400000' }),
  gateSays('clock-off', { clock_offset_ms: '-5000' }),
  gateSays('camera-failed', { camera: "'failed'" }),
  gateSays('on-battery', { power: "'battery'" }),
  gateSays('slow-answers', { recent_p95_ms: '1400' }),
  gateSays('gate-id-shared', { id_shared_at: 'UTC_TIMESTAMP(3)' }),
  {
    kind: 'status-unknown',
    gateId: null,
    cause: async ({ connection }) => {
      // The web version's own column may be text.
      const modify = (type: string) =>
        connection.query(`ALTER TABLE ticket_purchases MODIFY status ${type} NOT NULL DEFAULT 'valid'`);
      await modify('varchar(20)');
      await connection.query("UPDATE ticket_purchases SET status = 'refunded'");
      return async () => {
        await connection.query("UPDATE ticket_purchases SET status = 'valid'");
        await modify("enum('valid', 'used', 'cancelled')");
      };
    },
  },
  {
    kind: 'gate-silent',
    gateId: 'G1',
    cause: async ({ connection, concertId }) => {
      await saveGate(connection, 'G1', { last_attempt_at: 'UTC_TIMESTAMP(3) - INTERVAL 4 MINUTE' });
      await addAttempts(
        connection,
        concertId,
        Array.from({ length: 12 }, () => ({ gate: 'G2' })),
      );
      return () => saveGate(connection, 'G1');
    },
  },
  {
    kind: 'gate-on-its-own',
    gateId: 'G1',
    cause: async ({ connection, concertId }) => {
      await connection.query(
        `INSERT INTO gate_outages (gate_id, concert_id, began_at, ended_at, cause, decided, admitted)
         VALUES ('G1', ?, UTC_TIMESTAMP(3) - INTERVAL 90 SECOND, UTC_TIMESTAMP(3) - INTERVAL 5 SECOND, 'database-unreachable', 4, 3)`,
        [concertId],
      );
      return async () => {
        await connection.query('UPDATE gate_outages SET ended_at = ended_at - INTERVAL 3 MINUTE');
      };
    },
  },
  {
    kind: 'gate-behind',
    gateId: 'G1',
    cause: async ({ connection }, watch) => {
      for (const lines of ['2', '5', '9']) {
        await saveGate(connection, 'G1', { pending_lines: lines });
        if (lines !== '9') await watch.look();
      }
      return () => saveGate(connection, 'G1');
    },
  },
  {
    kind: 'many-gates-at-once',
    gateId: null,
    cause: async ({ connection, concertId }) => {
      // Whole seconds apart, five gates each: they stay together whatever second they fall into.
      const gates = ['G1', 'G2', 'G3', 'G4', 'G5'];
      await addAttempts(
        connection,
        concertId,
        [10_000, 12_000, 14_000, 16_000].flatMap((agoMs) =>
          gates.map((gate) => ({ gate, agoMs, digest: gate })),
        ),
      );
      return async () => {
        await connection.query('DELETE FROM scan_attempts');
      };
    },
  },
  {
    kind: 'one-code-many-gates',
    gateId: null,
    cause: async ({ connection, concertId }) => {
      await addAttempts(connection, concertId, [
        { gate: 'G1', verdict: 'unknown-code', digest: 'odd', agoMs: 60_000 },
        { gate: 'G2', verdict: 'unknown-code', digest: 'odd', agoMs: 30_000 },
      ]);
      return async () => {
        await connection.query('DELETE FROM scan_attempts');
      };
    },
  },
  {
    kind: 'refusals-rising',
    gateId: null,
    cause: async ({ connection, concertId }) => {
      await addAttempts(connection, concertId, [
        ...Array.from({ length: 60 }, (_, at) => ({ agoMs: 600_000 + at * 1_000, ticketPurchaseId: 1 })),
        ...Array.from({ length: 40 }, (_, at) => ({
          agoMs: 30_000 + at * 2_000,
          verdict: at < 15 ? 'not-open' : 'admitted',
          ticketPurchaseId: 1,
        })),
      ]);
      return async () => {
        await connection.query('DELETE FROM scan_attempts');
      };
    },
  },
  {
    kind: 'slow-answers',
    gateId: null,
    cause: async ({ connection, concertId }) => {
      await addAttempts(
        connection,
        concertId,
        Array.from({ length: 24 }, (_, at) => ({
          gate: at % 2 === 0 ? 'G1' : 'G2',
          digest: at % 2 === 0 ? 'one' : 'two',
          agoMs: 5_000 + at * 100,
          durationMs: 1_500,
        })),
      );
      return async () => {
        await connection.query('DELETE FROM scan_attempts');
      };
    },
  },
  {
    kind: 'deadlocks',
    gateId: null,
    cause: async ({ connection }, watch) => {
      await watch.look();
      await saveGate(connection, 'G1', { deadlocks: '12' });
      // They stay in the last minute: only a gate that was never there has none.
      return () => forgetNight(connection);
    },
  },
  { kind: 'row-lock-waits', gateId: null, cause: waitForRowLocks },
  { kind: 'connections-near-limit', gateId: null, cause: useUpConnections },
  {
    kind: 'conflicts-open',
    gateId: null,
    cause: async ({ connection, concertId }) => {
      await connection.query('INSERT INTO conflicts (ticket_purchase_id, concert_id) VALUES (1, ?)', [
        concertId,
      ]);
      return async () => {
        await connection.query("UPDATE conflicts SET closed_at = UTC_TIMESTAMP(3), closed_by = 'Ada'");
      };
    },
  },
  {
    kind: 'lines-set-aside',
    gateId: 'G1',
    cause: async ({ connection }) => {
      await connection.query(
        `INSERT INTO set_aside_lines (emergency_log_id, emergency_log_sequence, gate_id, reason, line)
         VALUES (UUID(), 1, 'G1', 'ticket-cancelled', '{}')`,
      );
      return async () => {
        await connection.query(
          "UPDATE set_aside_lines SET closed_at = UTC_TIMESTAMP(3), closing = 'now Ada: seen'",
        );
      };
    },
  },
];

/** A server's own counters may be a moment behind, and the machine busy. */
const PATIENTLY = { timeout: 20_000, interval: 50 };

describe.each(inject('databaseServers'))('alerts on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  let watch: NightWatch;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'a ticket' }]);
    pool = openSessionPool({ url: concert.url, log: silentLog });
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
  });
  beforeEach(async () => {
    await saveGate(concert.connection, 'G1');
    await saveGate(concert.connection, 'G2');
    watch = lookAnew();
  });
  afterEach(() => forgetNight(concert.connection));

  const lookAnew = (): NightWatch => openNightWatch({ pool, concertId: concert.concertId, log: silentLog });
  /** Ticket purchases are counted every quarter of a minute only, and at a watch's first look. */
  function lookAnewAt(kind: Alert['kind']): void {
    if (kind === 'status-unknown') watch = lookAnew();
  }
  const goingOn = async (): Promise<readonly Alert[]> =>
    (await watch.look()).alerts.filter(({ endedAt }) => endedAt === null);

  test.each(CAUSES)(
    '$kind is seen when it is caused, and is over when it is',
    async ({ kind, gateId, cause }) => {
      await beat(concert.connection);
      expect(await goingOn()).toEqual([]);
      const undo = await cause(concert, watch);
      try {
        lookAnewAt(kind);
        await beat(concert.connection, kind === 'gate-not-heard');
        await expect
          .poll(async () => (await goingOn()).map((alert) => [alert.kind, alert.gateId]), PATIENTLY)
          .toContainEqual([kind, gateId]);
        const others = (await goingOn()).filter((alert) => alert.kind !== kind).map((alert) => alert.kind);
        // A queue that grows is a gate that was on its own.
        expect(others).toEqual(kind === 'gate-behind' ? ['gate-on-its-own'] : []);
      } finally {
        await undo();
      }
      // Deadlocks count for a minute: a watch that begins afterwards knows nothing of them.
      if (kind === 'deadlocks') watch = lookAnew();
      lookAnewAt(kind);
      await expect
        .poll(async () => {
          await beat(concert.connection);
          return (await goingOn()).map((alert) => alert.kind);
        }, PATIENTLY)
        .toEqual([]);
    },
  );

  test('every kind is caused here', () => {
    expect(new Set(CAUSES.map(({ kind }) => kind))).toEqual(new Set(ALERT_KINDS));
  });

  test('a line that was set aside and has gone in since is no trouble any more, and one that cannot be read still is', async () => {
    const [attemptId] = await addAttempts(concert.connection, concert.concertId, [{ agoMs: 1_000 }]);
    const logId = '01980000-0000-7000-8000-000000000001';
    await concert.connection.query(
      `INSERT INTO set_aside_lines (emergency_log_id, emergency_log_sequence, gate_id, reason, line)
       VALUES (?, 1, 'G1', 'ticket-cancelled', ?), (?, 2, 'G1', 'chain-broken', '{"attemptId":')`,
      [logId, JSON.stringify({ attemptId }), logId],
    );
    expect(await goingOn()).toMatchObject([{ words: expect.stringContaining('2 lines of') }]);
    await concert.connection.query(
      'UPDATE scan_attempts SET emergency_log_id = ?, emergency_log_sequence = 1 WHERE attempt_id = ?',
      [logId, attemptId],
    );
    expect(await goingOn()).toMatchObject([{ words: expect.stringContaining('1 line of') }]);
    expect((await watch.look()).gates).toMatchObject([{ setAsideLines: 1 }, {}]);
  });

  test('two watches give one alert the same key, and both show who looks after it', async () => {
    await saveGate(concert.connection, 'G1', { seen_at: 'CURRENT_TIMESTAMP(3) - INTERVAL 30 SECOND' });
    const other = openNightWatch({ pool, concertId: concert.concertId, log: silentLog });
    const [here] = await goingOn();
    const [there] = (await other.look()).alerts;
    expect(there?.key).toBe(here?.key);
    await acknowledge(pool, { alertKey: here?.key ?? '', by: 'Grace' });
    await acknowledge(pool, { alertKey: here?.key ?? '', by: 'Ada' });
    expect(await goingOn()).toMatchObject([{ acknowledged: { by: 'Grace' } }]);
    expect((await other.look()).alerts).toMatchObject([{ acknowledged: { by: 'Grace' } }]);
  });

  test('a gate that beats and is quiet, and one that was closed an hour ago, are no trouble', async () => {
    await saveGate(concert.connection, 'G3', {
      seen_at: 'CURRENT_TIMESTAMP(3) - INTERVAL 1 HOUR',
      closed_at: 'UTC_TIMESTAMP(3) - INTERVAL 1 HOUR',
      pending_lines: '4',
    });
    await saveGate(concert.connection, 'G4', { seen_at: 'CURRENT_TIMESTAMP(3) - INTERVAL 30 DAY' });
    await saveGate(concert.connection, 'G5', { camera: 'NULL', power: 'NULL', clock_offset_ms: 'NULL' });
    for (let looks = 0; looks < 3; looks += 1) expect((await watch.look()).alerts).toEqual([]);
  });
});

/** Gates beat while a test waits, or a slow machine's night would go quiet. G1 may be the one that does not. */
async function beat(connection: Connection, isG1Silent = false): Promise<void> {
  await connection.query(
    `UPDATE gate_states SET beat = beat + 1, seen_at = CURRENT_TIMESTAMP(3),
       last_attempt_at = IF(last_attempt_at > UTC_TIMESTAMP(3) - INTERVAL 2 MINUTE, UTC_TIMESTAMP(3), last_attempt_at)
     WHERE gate_id <> ?`,
    [isG1Silent ? 'G1' : ''],
  );
}

/** Six sessions that want one row, as the server sees them. */
async function waitForRowLocks({ connection, adminUrl }: ScratchConcert): Promise<() => Promise<void>> {
  await connection.query('START TRANSACTION');
  await connection.query('SELECT id FROM ticket_purchases WHERE id = 1 FOR UPDATE');
  const waiting = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const session = await createConnection(adminUrl);
      const asked = session.query('SELECT id FROM ticket_purchases WHERE id = 1 FOR UPDATE');
      return { session, asked };
    }),
  );
  return async () => {
    await connection.query('ROLLBACK');
    await Promise.all(
      waiting.map(async ({ session, asked }) => {
        await asked;
        await session.end();
      }),
    );
  };
}

/** A limit that nearly everybody has reached. */
async function useUpConnections({ connection, adminUrl }: ScratchConcert): Promise<() => Promise<void>> {
  const [[before]] = (await connection.query('SELECT @@global.max_connections AS n')) as unknown as [
    [{ n: number }],
  ];
  const sessions = await Promise.all(Array.from({ length: 20 }, () => createConnection(adminUrl)));
  await connection.query('SET GLOBAL max_connections = 24');
  return async () => {
    await connection.query('SET GLOBAL max_connections = ?', [before.n]);
    await Promise.all(sessions.map((session) => session.end()));
  };
}
