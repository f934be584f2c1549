import { createConnection } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { ALL_MIGRATIONS, type Migrating, startMigrating } from './fixtures/migrating.ts';
import { MigrationError } from './migration-error.ts';

/** An attempt's deadline: a gate that waits longer than this answers amber. */
const ATTEMPT_DEADLINE_MS = 3_000;

describe.each(inject('databaseServers'))(
  'migrating behind an open transaction on $kind $version',
  (server) => {
    let database: Migrating;

    beforeEach(async () => {
      database = await startMigrating(server);
      await database.becomeWebVersion();
    });
    afterEach(() => database.drop());

    test('gives up with a sentence, lets the gates read meanwhile, and is done by the next run', async () => {
      const holder = await createConnection({ uri: database.adminUrl });
      await holder.beginTransaction();
      await holder.query('SELECT * FROM ticket_purchases WHERE id = 1');
      const progress = { isOver: false };
      const migrating = database
        .migrate()
        .catch((reason: unknown) => reason)
        .finally(() => (progress.isOver = true));
      const waitsMs: number[] = [];
      while (!progress.isOver) {
        const startMs = performance.now();
        await database.sql('SELECT * FROM ticket_purchases WHERE id = 2');
        waitsMs.push(performance.now() - startMs);
      }
      const error = await migrating;
      expect(error).toBeInstanceOf(MigrationError);
      expect(error).toMatchObject({
        message:
          'Something holds the table ticket_purchases: close the program that has a transaction open, then migrate again.',
      });
      // Some did queue behind the migration; none for as long as an attempt may take.
      expect(Math.max(...waitsMs)).toBeLessThan(ATTEMPT_DEADLINE_MS);
      await holder.end();
      expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
    });

    test('goes on by itself when the transaction ends while it waits', async () => {
      const holder = await createConnection({ uri: database.adminUrl });
      await holder.beginTransaction();
      await holder.query('SELECT * FROM ticket_purchases WHERE id = 1');
      const migrating = database.migrate();
      await expect
        .poll(
          async () => {
            const rows = await database.sql(
              "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = ? AND state LIKE '%metadata lock%'",
              [database.name],
            );
            return Number(rows[0]?.['n']);
          },
          { timeout: 30_000, interval: 20 },
        )
        .toBeGreaterThan(0);
      await holder.rollback();
      expect(await migrating).toEqual(ALL_MIGRATIONS);
      await holder.end();
    });
  },
);
