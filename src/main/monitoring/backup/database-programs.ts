import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SERVER_NAMES, type ServerKind, serverKindOf } from './server-kind.ts';

const run = promisify(execFile);

/** What a server's makers ship to dump a database, and to put statements into one. */
export type ProgramUse = 'dump' | 'client';

/** MariaDB's have two names; and MySQL's names may be links to MariaDB's, as on Debian. */
const NAMES: Readonly<Record<ServerKind, Readonly<Record<ProgramUse, readonly string[]>>>> = {
  mysql: { dump: ['mysqldump'], client: ['mysql'] },
  mariadb: { dump: ['mariadb-dump', 'mysqldump'], client: ['mariadb', 'mysql'] },
};

const PACKAGES: Readonly<Record<ServerKind, string>> = {
  mysql: 'mysql-client (Debian, Ubuntu, Homebrew), or the MySQL installer’s “client programs” on Windows',
  mariadb: 'mariadb-client (Debian, Ubuntu), mariadb (Homebrew), or the MariaDB installer on Windows',
};

const ANSWERS_WITHIN_MS = 20_000;

/** The program on `PATH` that a server of this kind wants; null where there is none. */
export async function findProgram(
  kind: ServerKind,
  use: ProgramUse,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of NAMES[kind][use]) {
    for (const folder of folders) {
      const program = path.join(folder, name + suffix);
      if (await isOfKind(program, kind)) return program;
    }
  }
  return null;
}

/** What to do where `findProgram` found none. */
export function describeMissingProgram(kind: ServerKind, use: ProgramUse): string {
  const names = NAMES[kind][use].join(' or ');
  return `The server is ${SERVER_NAMES[kind]}, and only its own ${names} will do: install the package ${PACKAGES[kind]}, or run this where it is on PATH.`;
}

async function isOfKind(program: string, kind: ServerKind): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await run(program, ['--version'], { timeout: ANSWERS_WITHIN_MS });
    return serverKindOf(stdout) === kind;
  } catch {
    return false;
  }
}
