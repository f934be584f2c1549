import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findProgram } from '#main/monitoring/backup/database-programs.ts';
import { createScratchConcert, type ScratchConcert } from '../practice/scratch-concert.ts';
import { liveThroughANight, type Night } from './a-night.ts';
import { howToRun, type Run } from './how-to-run.ts';
import { type DocCommand, readCommands } from './read-commands.ts';

const DOCS = path.resolve(import.meta.dirname, '../../docs');
/** In the order of the night: what one leaves, the next finds. */
const DOCUMENTS = ['before.md', 'during.md', 'after.md', 'emergency.md'] as const;
/** How long a command may take on a machine that does other things too. */
const LIMIT_MS = 180_000;

/**
 * The commands have tests of their own on every server: this one is about what the documents say, and one server will do. Its tools
 * must be there too, because a document speaks of backups.
 */
async function findServer() {
  for (const server of inject('databaseServers')) {
    if (
      (await findProgram(server.kind, 'dump')) !== null &&
      (await findProgram(server.kind, 'client')) !== null
    )
      return server;
  }
  throw new Error(
    'The documents speak of backups, and no database server’s own tools are on PATH: install mariadb-client or mysql-client.',
  );
}
const server = await findServer();

describe('what the documents tell somebody to type', () => {
  let concert: ScratchConcert;
  let folder: string;
  let night: Night | null = null;
  /** What was typed once, with the same words, is not typed again. */
  const typed = new Set<string>();
  let placeholders: Readonly<Record<string, () => string | undefined>>;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-docs-'));
    const backups = path.join(folder, 'backups');
    placeholders = {
      'DATABASE-URL': () => concert.adminUrl,
      'NEW-DATABASE-URL': () => `${concert.adminUrl}_restored`,
      'CONCERT-ID': () => String(concert.concertId),
      'CONFLICT-ID': () => night?.conflictId,
      'BACKUP-FOLDER': () => backups,
      'BACKUP-FILE': () => path.join(backups, newestIn(backups)),
      'EMERGENCY-LOGS': () => night?.logs,
      'PROGRAM-LOGS': () => night?.programLogs,
    };
  });
  afterAll(async () => {
    const name = new URL(concert.adminUrl).pathname.slice(1);
    await concert.connection.query(`DROP DATABASE IF EXISTS \`${name}_restored\``);
    await concert.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(DOCUMENTS)(
    'runs as %s says',
    async (document) => {
      const commands = readCommands(readFileSync(path.join(DOCS, document), 'utf8'));
      expect(commands.length).toBeGreaterThan(0);
      // Nobody rehearses while guests come in, so they come after that page.
      if (document === 'during.md') night = await liveThroughANight(concert, folder);
      for (const command of commands) await tryCommand(document, command);
    },
    600_000,
  );

  async function tryCommand(document: string, { line, words }: DocCommand): Promise<void> {
    const filled = words.map(fillIn);
    if (filled[0] === 'export') {
      expect(filled[1], `${document}:${line}`).toBe(`ADMIT_ONE_DATABASE_URL=${concert.adminUrl}`);
      return;
    }
    if (typed.has(filled.join(' '))) return;
    typed.add(filled.join(' '));
    const run = howToRun(filled);
    const ended = await runToEnd(run);
    expect(run.exitCodes, `${document}:${line}: ${words.join(' ')}\n${ended.output}`).toContain(ended.code);
  }

  function fillIn(word: string): string {
    const [, before = '', name = ''] = /^(.*=)?([A-Z]+(?:-[A-Z]+)+)$/u.exec(word) ?? [];
    if (name === '') return word;
    const value = placeholders[name]?.();
    if (value === undefined) throw new Error(`Nobody has said what ${name} stands for here.`);
    return `${before}${value}`;
  }

  function runToEnd({
    program,
    args,
    input,
    isEndedByHand,
  }: Run): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: {
          ...process.env,
          ADMIT_ONE_HOME: path.join(folder, 'home'),
          ADMIT_ONE_DATABASE_URL: concert.adminUrl,
        },
        timeout: LIMIT_MS,
      });
      let output = '';
      const keep = (chunk: Buffer): void => {
        output += chunk.toString();
        if (isEndedByHand) child.kill('SIGINT');
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('close', (code) => resolve({ code, output }));
      child.stdin.end(input);
    });
  }
});

function newestIn(folder: string): string {
  const name = readdirSync(folder)
    .filter((file) => file.endsWith('.gz'))
    .toSorted()
    .at(-1);
  if (name === undefined) throw new Error(`There is no backup in ${folder}.`);
  return name;
}
