import { z } from 'zod';
import journal from '../../../../drizzle/meta/_journal.json' with { type: 'json' };
import { ask } from '#main/database/ask.ts';
import { findDatabaseId } from '#main/database/database-id.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { findMissingRight } from './missing-right.ts';
import { listed } from './words.ts';

const MIGRATIONS: Subject = { id: 'migrations-current', group: 'database', title: 'Tables' };
const IDENTITY: Subject = { id: 'identity', group: 'database', title: 'Identity' };

/** A migration as the database and the program know it: by the time when it was generated. */
type Known = { readonly when: number; readonly tag: string };

/** Whether the tables are this program's. */
export const migrationsCheck: Check = {
  subjects: [MIGRATIONS],
  async look({ pool }) {
    return [lineOf(MIGRATIONS, judgeMigrations(journal.entries, await appliedMigrations(pool)))];
  },
};

const recordRows = z.array(z.object({ created_at: z.coerce.number() }));

async function appliedMigrations(pool: SessionPool): Promise<readonly number[]> {
  try {
    const [rows] = await ask(pool, 'look at the migrations', [
      'select created_at from `__drizzle_migrations`',
    ]);
    return recordRows.parse(rows).map((row) => row.created_at);
  } catch (error) {
    if (classifyFailure(error).cause === 'not-migrated') return [];
    throw error;
  }
}

/**
 * Whether migrations are missing that this program brings. Not where the database's user may not read which there are: the line
 * about them says so, and everything else is looked at. @throws the driver's error.
 */
export async function isMigrationMissing(pool: SessionPool): Promise<boolean> {
  try {
    const applied = await appliedMigrations(pool);
    return journal.entries.some(({ when }) => !applied.includes(when));
  } catch (error) {
    if ((await findMissingRight(pool, error)) === null) throw error;
    return false;
  }
}

/** Judges what is on record against what this program brings. */
export function judgeMigrations(known: readonly Known[], applied: readonly number[]): Judgement {
  const newest = Math.max(0, ...known.map(({ when }) => when));
  if (applied.some((when) => when > newest)) {
    return red(
      'A newer version of Admit One set this database up.',
      'Update this program here, and on every gate that is as old.',
    );
  }
  const missing = known.filter(({ when }) => !applied.includes(when));
  if (missing.length === 0) return green(`All ${known.length} migrations of this program.`);
  return red(
    `Not migrated: ${listed(missing.map(({ tag }) => tag))}.`,
    'Run “admit-one migrate” once, from any laptop, then check again: what else needs these tables was left out.',
  );
}

/** What gates know this database by. */
export const identityCheck: Check = {
  subjects: [IDENTITY],
  async look({ pool }) {
    const databaseId = await findDatabaseId(pool).catch((error: unknown) => {
      if (error instanceof z.ZodError) return null;
      throw error;
    });
    return [lineOf(IDENTITY, judgeIdentity(databaseId))];
  },
};

/** Judges it: a gate that finds none draws one. */
export function judgeIdentity(databaseId: string | null): Judgement {
  if (databaseId !== null) return green(`${databaseId}: gates know it by this, whatever its address.`);
  return amber(
    'It has none, or two: the table database_identity must hold one row.',
    'The first gate that goes online draws one. Was this database restored without that table?',
  );
}
