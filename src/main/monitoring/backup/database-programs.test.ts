import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeMissingProgram, findProgram } from './database-programs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-programs-'));
  await program('debian/mysqldump', 'mysqldump  Ver 10.19 Distrib 10.11.19-MariaDB, for debian-linux-gnu');
  await program(
    'oracle/mysqldump',
    'mysqldump  Ver 9.7.4 for Linux on x86_64 (MySQL Community Server - GPL)',
  );
  await program('mariadb/mariadb-dump', 'mariadb-dump  Ver 10.19 Distrib 10.11.19-MariaDB');
});
afterAll(() => rm(folder, { recursive: true }));

async function program(name: string, answer: string): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${answer}'\n`);
  await chmod(file, 0o755);
}

const pathOf = (...names: string[]) => ({
  PATH: names.map((name) => path.join(folder, name)).join(path.delimiter),
});

test('the program of the server’s own kind is found, whatever stands before it and whatever it is called', async () => {
  const all = pathOf('debian', 'oracle', 'mariadb');
  expect(await findProgram('mysql', 'dump', all)).toBe(path.join(folder, 'oracle/mysqldump'));
  expect(await findProgram('mariadb', 'dump', all)).toBe(path.join(folder, 'mariadb/mariadb-dump'));
  expect(await findProgram('mariadb', 'dump', pathOf('oracle', 'debian'))).toBe(
    path.join(folder, 'debian/mysqldump'),
  );
});

test('another kind’s program is as good as none, and the package that has the right one is named', async () => {
  expect(await findProgram('mysql', 'dump', pathOf('debian', 'mariadb'))).toBeNull();
  expect(await findProgram('mariadb', 'client', {})).toBeNull();
  expect(describeMissingProgram('mysql', 'dump')).toMatch(/MySQL.*mysqldump.*mysql-client/u);
  expect(describeMissingProgram('mariadb', 'client')).toMatch(/MariaDB.*mariadb or mysql.*mariadb-client/u);
});
