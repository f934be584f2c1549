import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createLogger } from '#main/log/create-logger.ts';
import { plantNight } from '#main/monitoring/report/fixtures/planted-night.ts';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';

type Run = { readonly exitCode: number | null; readonly output: string; readonly complaint: string };

/** One server is enough here: what is asked of them is tried on each beside the report's own room. */
const SERVERS = inject('databaseServers').slice(0, 1);

describe.each(SERVERS)('the report command on $kind $version', (server) => {
  let concert: ScratchConcert;
  let folder: string;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-report-'));
    const opensAt = new Date(Date.now() - 50 * 60_000);
    await plantNight(concert, { gates: 3, tickets: 60, opensAt, minutes: 30 });
  });
  afterAll(async () => {
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): string => path.join(folder, name);
  function run(words: readonly string[], url = concert.url): Promise<Run> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [path.join(import.meta.dirname, 'admit-one.ts'), 'report', ...words],
        { env: { ...process.env, ADMIT_ONE_HOME: at('office'), ADMIT_ONE_DATABASE_URL: url } },
        (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
      );
    });
  }

  test('writes a page, a print and tables, each whole and for nobody else’s eyes, and says the same as JSON', async () => {
    createLogger({ folder: at('laptop'), isConsole: false, module: 'kiosk-G1' }).warn('Something was wrong');
    const places = ['--html', at('night.html'), '--pdf', at('night.pdf'), '--csv', at('tables')];
    const told = await run([...places, '--logs', at('laptop'), at('no such file'), '--json']);
    expect(told).toMatchObject({ exitCode: 0, complaint: '' });
    const {
      files,
      figures,
      integrity,
      logs,
      concert: of,
    } = JSON.parse(told.output) as {
      readonly files: readonly string[];
      readonly figures: { readonly verdicts: { readonly admitted: number } };
      readonly integrity: { readonly holds: boolean };
      readonly logs: { readonly files: readonly { readonly problem: string | null }[] };
      readonly concert: { readonly title: string };
    };
    expect(of.title).toBe('Tonight');
    expect(figures.verdicts.admitted).toBe(54);
    expect(integrity.holds).toBe(true);
    expect(logs.files.map(({ problem }) => problem)).toEqual([null, 'There is no such file.']);
    expect(files.slice(0, 2)).toEqual([at('night.html'), at('night.pdf')]);
    const page = readFileSync(at('night.html'), 'utf8');
    expect(page).toContain('The books balance: sold 60');
    expect(page).toContain('no such file: There is no such file.');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
    const print = readFileSync(at('night.pdf'));
    expect(print.subarray(0, 5).toString()).toBe('%PDF-');
    expect(print.subarray(-8).toString()).toContain('%%EOF');
    const tables = readdirSync(at('tables'));
    expect(tables).toEqual(
      expect.arrayContaining(['arrivals.csv', 'attempts.csv', 'books.csv', 'duplicates.csv', 'outages.csv']),
    );
    expect(tables.filter((name) => !name.endsWith('.csv'))).toEqual([]);
    expect(files).toHaveLength(2 + tables.length);
  });

  test('tells a person in sentences when no file is wanted', async () => {
    const { exitCode, output, complaint } = await run([]);
    expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: '' });
    expect(output).toContain('Report · Tonight');
    expect(output).toContain(
      '✓ The books balance: sold 60 + walk-ins sold 0 − cancelled 0 = 60; admitted 54 + not arrived 6 = 60.',
    );
    expect(output).toContain('1 gate was on its own');
    expect(output).not.toContain('\u001B');
  });

  test('overwrites nothing', async () => {
    writeFileSync(at('mine.html'), 'mine');
    const told = await run(['--html', at('mine.html')]);
    expect(told).toMatchObject({ exitCode: 1, output: '' });
    expect(told.complaint).toContain('is there already');
    expect(readFileSync(at('mine.html'), 'utf8')).toBe('mine');
  });

  test('says in a sentence that there is no such concert', async () => {
    const told = await run(['--concert', '999999', '--pdf', at('never.pdf')]);
    expect(told).toMatchObject({ exitCode: 1, output: '' });
    expect(told.complaint).toContain('The database has no concert 999999');
    expect(existsSync(at('never.pdf'))).toBe(false);
  });

  test('says in a sentence that the database is away', async () => {
    const { exitCode, complaint } = await run([], 'mysql://gate@127.0.0.1:9/nothing');
    expect(exitCode).toBe(1);
    expect(complaint).toMatch(/^admit-one: The database server cannot be reached\./u);
  });

  test('ends with 2 where the books do not hold, and names the rows', async () => {
    await concert.connection.query(
      "UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'planted 0'",
    );
    const { exitCode, output } = await run(['--html', at('wrong.html')]);
    expect(exitCode).toBe(2);
    expect(output).toContain('✗ The books do not balance');
    expect(readFileSync(at('wrong.html'), 'utf8')).toContain('What does not hold in the books');
  });
});
