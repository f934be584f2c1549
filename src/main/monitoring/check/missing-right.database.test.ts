import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CheckLine } from '#shared/system-check.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { checkSystem } from './system-check.ts';

describe.each(inject('databaseServers'))('a right that is missing on $kind $version', (server) => {
  const user = `half_${randomBytes(6).toString('hex')}`;
  const account = `'${user}'@'127.0.0.1'`;
  let concert: ScratchConcert;
  let database: string;
  let gateUrl: string;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'WALK-IN', isWalkIn: true }]);
    const url = new URL(concert.url);
    database = `\`${url.pathname.slice(1)}\``;
    const password = randomBytes(18).toString('base64url');
    Object.assign(url, { username: user, password });
    await concert.connection.query(`CREATE USER ${account} IDENTIFIED BY '${password}'`);
    // All that lets it come in.
    await concert.connection.query(`GRANT SELECT ON ${database}.concerts TO ${account}`);
    gateUrl = url.href;
  });
  afterAll(async () => {
    await concert.connection.query(`DROP USER ${account}`);
    await concert.drop();
  });

  async function check(): Promise<readonly CheckLine[]> {
    // A session learns of a right on its database when it begins.
    const pool = openSessionPool({ url: gateUrl, log: silentLog });
    try {
      return await checkSystem({ pool, isPractice: false, concertId: null });
    } finally {
      await pool.close();
    }
  }
  async function lineOf(id: string): Promise<CheckLine | undefined> {
    return (await check()).find((line) => line.id === id);
  }

  const administratorRuns = (grant: string) => `Have an administrator run: ${grant}`;
  const give = (right: string) => `GRANT ${right} ON ${database}.* TO ${account};`;

  test('to read which migrations there are is named like any other, and the rest is looked at', async () => {
    const lines = await check();
    expect(lines.find(({ id }) => id === 'migrations-current')).toMatchObject({
      level: 'amber',
      finding: 'The database’s user lacks the right SELECT.',
      advice: administratorRuns(give('SELECT')),
    });
    const ids = lines.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['server-version', 'index-used', 'concert', 'open-conflicts']),
    );
  });

  test('is named with the GRANT that gives it, one after the other, and is no wrong password', async () => {
    expect(await lineOf('backup-age')).toMatchObject({
      level: 'amber',
      finding: 'The database’s user lacks the right SELECT.',
      advice: administratorRuns(give('SELECT')),
    });
    await concert.connection.query(give('SELECT'));
    expect((await lineOf('backup-age'))?.finding).not.toContain('lacks');

    for (const right of ['UPDATE', 'INSERT']) {
      expect(await lineOf('row-lock-latency')).toMatchObject({
        level: 'red',
        finding: `An admission cannot be written: the database’s user lacks the right ${right}.`,
        advice: administratorRuns(give(right)),
      });
      await concert.connection.query(give(right));
    }
    expect((await lineOf('row-lock-latency'))?.finding).toContain('row-locked transactions');
  });
});
