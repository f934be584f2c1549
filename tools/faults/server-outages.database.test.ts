import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createConnection } from 'mysql2/promise';
import { identify } from '../practice/database-servers.ts';
import { type PrivateServer, startPrivateServer } from '../practice/server.ts';
import { canWrite, prepareToWrite } from './can-write.ts';
import type { Outage } from './outage.ts';
import {
  passwordChanged,
  serverDiskFull,
  serverFrozen,
  serverKilled,
  serverReadOnly,
  tooManyConnections,
} from './server-outages.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { spaciousFor } from './server-on-small-disk.ts';
import { IS_FULL } from '../proof/proof-size.ts';

describe.each(inject('databaseServers'))('outages of a $kind server of our own', (kind) => {
  let folder: string;
  let disk: SmallDisk;
  let server: PrivateServer;

  beforeAll(async () => {
    const program = await identify(kind.program);
    if (program === null) throw new Error(`${kind.program} is not a database server`);
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-outages-'));
    const { megabytes, options } = spaciousFor(program.kind);
    disk = await mountSmallDisk(path.join(folder, 'disk'), `${megabytes}m`);
    server = await startPrivateServer({ server: program, folder: path.join(disk.folder, 'server'), options });
    const connection = await createConnection(server.adminUrl);
    await prepareToWrite(connection);
    await connection.end();
  });
  afterAll(async () => {
    await server.stop();
    disk.unmount();
    rmSync(folder, { recursive: true, force: true });
  });

  const outages: readonly [string, () => Outage][] = [
    ['killed', () => serverKilled(server)],
    ['frozen', () => serverFrozen(server)],
    ['read-only', () => serverReadOnly(server)],
    ['with another password', () => passwordChanged(server)],
    ['with no place for another connection', () => tooManyConnections(server)],
    // It looks again after a minute only; MySQL may end itself instead.
    ...(IS_FULL && kind.kind === 'mariadb'
      ? [
          ['with a full disk', () => serverDiskFull(server, disk, { isRestarted: false })] satisfies [
            string,
            () => Outage,
          ],
        ]
      : []),
    ['with a full disk, restarted', () => serverDiskFull(server, disk, { isRestarted: true })],
  ];
  test.each(outages)('%s: a gate can’t write until it ends', async (_name, make) => {
    const outage = make();
    expect(await canWrite(server.url)).toBe(true);
    await outage.begin();
    try {
      expect(await canWrite(server.url)).toBe(false);
    } finally {
      await outage.end();
    }
    await expect.poll(() => canWrite(server.url), { timeout: 90_000 }).toBe(true);
  });
});
