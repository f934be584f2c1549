import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { fontsOfPackages } from '#main/emergency/export/font-packages.ts';
import type { Sink } from '#main/emergency/export/whole-file.ts';
import { emptyNotes, figuresOf } from '../../log-analysis/notes.ts';
import { attemptAt, NIGHT_MS } from '../fixtures/attempts.ts';
import { CLOSED_CONFLICT, contentsOf, GOOD_BOOKS } from '../fixtures/contents.ts';
import { type ReportContents, reportDocument } from '../report-document.ts';
import { writeReportCsv } from './report-csv.ts';
import { reportHtml } from './report-html.ts';
import { writeReportPdf } from './report-pdf.ts';

/** Three hours ahead of UTC all year round. */
const ZONE = 'Africa/Nairobi';

async function collect(write: (sink: Sink) => Promise<void>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await write((bytes) => {
    pieces.push(bytes);
    return Promise.resolve();
  });
  return Buffer.concat(pieces);
}

const htmlOf = (contents: ReportContents): string => reportHtml(reportDocument(contents, ZONE));

/** The words of each page, as another program than the one that wrote it reads them. */
async function pdfPagesOf(contents: ReportContents): Promise<readonly string[]> {
  const fonts = { ...fontsOfPackages(), ofSystem: () => Promise.resolve([]) };
  const options = { fonts, madeAt: 'now' };
  const bytes = await collect((sink) => writeReportPdf(reportDocument(contents, ZONE), options, sink));
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await document.destroy();
  return pages;
}

async function csvOf(contents: ReportContents, id: string): Promise<string> {
  const { document, words } = reportDocument(contents, ZONE);
  const table = document.sections.flatMap(({ tables }) => tables).find((one) => one.id === id);
  if (table === undefined) throw new Error(`there is no table ${id}`);
  return (
    await collect((sink) => writeReportCsv(table, { words, manners: { delimiter: ',' } }, sink))
  ).toString();
}

const holder = (name: string) =>
  new Map([[12_345, { name, kind: 'student' as const, ticketKind: 'Standing' }]]);
const AGAIN = [
  attemptAt(0, { ticketPurchaseId: 12_345 }),
  attemptAt(65, { ticketPurchaseId: 12_345, verdict: 'already-admitted', gateId: 'G2' }),
];
const OUTAGE = {
  gateId: 'G7',
  beganAt: new Date(NIGHT_MS),
  endedAt: new Date(NIGHT_MS + 245_000),
  cause: 'database-unreachable',
  decided: 41,
  admitted: 37,
};
const NIGHT = contentsOf({
  attempts: AGAIN,
  holders: holder('Zoë'),
  outages: [OUTAGE],
  conflicts: [CLOSED_CONFLICT],
});

// Fonts and charts are much work for a busy machine.
describe('a report', { timeout: 60_000 }, () => {
  test('writes the equation out, and times by the clock on the wall with its distance from UTC', () => {
    const page = htmlOf(NIGHT);
    expect(page).toContain(
      'The books balance: sold 10 + walk-ins sold 2 − cancelled 1 = 11; admitted 8 + not arrived 3 = 11.',
    );
    expect(page).toContain('2026-06-01 23:30:00 +03:00');
    expect(page).toContain('Times are local, +03:00 from UTC');
    expect(page).toContain('came in at 22:30:00');
    expect(page).toContain('Confidential: this report names guests');
    expect(page).not.toContain('from practice');
  });

  test('names who tried twice, where and how far apart, and what was decided without the database', () => {
    const page = htmlOf(NIGHT);
    expect(page).toMatch(
      /<td>Zoë<\/td>\s*<td>Standing<\/td>\s*<td class="number">12345<\/td>\s*<td>22:30:00<\/td>\s*<td>G1<\/td>\s*<td>22:31:05<\/td>\s*<td>G2<\/td>\s*<td class="number">1 min 5 s<\/td>\s*<td>another gate<\/td>/u,
    );
    expect(page).toContain('4 min 5 s at the longest');
    expect(page).toContain('41 attempts were decided from the laptops’ snapshots, and 37 guests let in');
    expect(page).toContain('The database server cannot be reached.');
    expect(page).toContain('2026-06-01 22:30:02 +03:00 G1 (Ben), on its own; at a time that nobody kept G2');
    expect(page).toContain('2026-06-01 22:00 Ada: twins');
  });

  test('says in red what does not hold, with its rows, and in amber what nobody could look at', () => {
    const fault = {
      words: 'Used, and no attempt admitted it.',
      ticketPurchaseId: 77,
      attemptId: null,
      gateId: null,
      at: null,
      logLine: null,
    };
    const integrity = {
      ...GOOD_BOOKS,
      holds: false,
      rules: GOOD_BOOKS.rules.map((result) => {
        if (result.rule === 'used-without-attempt')
          return { ...result, state: 'broken' as const, faults: [fault] };
        return result.rule === 'log-gap' ? { ...result, state: 'not-looked-at' as const } : result;
      }),
    };
    const page = htmlOf(contentsOf({}, { integrity }));
    expect(page).toMatch(/class="level red">✗ 1 rule of the books does not hold/u);
    expect(page).toMatch(/class="level amber">! 1 rule could not be looked at/u);
    expect(page).toContain('Used, and no attempt admitted it.');
    expect(page).toContain('What does not hold in the books');
    expect(htmlOf(contentsOf({}))).not.toContain('What does not hold in the books');
  });

  test('tells what the gates’ logs have: alike things together, and files that could not be read', () => {
    const happening = (seconds: number, gateId: string) => ({
      at: new Date(NIGHT_MS + seconds * 1_000).toISOString(),
      gateId,
      attemptId: null,
    });
    const error = {
      cause: 'too-many-connections',
      sentence: 'A heartbeat failed',
      errorCode: 'ER_CON_COUNT_ERROR',
      errno: 1040,
    } as const;
    const figures = {
      ...figuresOf(emptyNotes(), { lines: 10, damagedLines: 2, from: null, to: null }),
      deadlocks: [happening(9, 'G10'), happening(3, 'G2')],
      databaseErrors: [{ ...happening(1, 'G1'), ...error }],
    };
    const file = {
      file: '/stick/G1/logs/admit-one.log',
      gateIds: ['G1'],
      problem: 'It cannot be read.',
      figures,
    };
    const page = htmlOf(contentsOf({}, { logs: { files: [file], together: figures } }));
    expect(page).toContain(
      'tell of 2 deadlocks, 0 lock waits, 1 other database error and 0 attempts that ended undecided',
    );
    expect(page).toContain('2 lines of them could not be read and are left out');
    expect(page).toContain('G1/logs/admit-one.log: It cannot be read.');
    expect(page).toMatch(
      /<td class="number">2<\/td>\s*<td>Deadlock[^<]*<\/td>\s*<td><\/td>\s*<td>tried again<\/td>\s*<td>G2, G10<\/td>\s*<td>22:30:03<\/td>\s*<td>22:30:09<\/td>/u,
    );
    expect(page).toContain('<td>ER_CON_COUNT_ERROR</td>');
  });

  test('lets no name become markup, and asks the network for nothing', () => {
    const page = htmlOf(
      contentsOf({
        attempts: AGAIN,
        holders: holder('<img src="https://example.invalid/x" onerror=alert(1)>'),
        concert: { ...NIGHT.facts.concert, title: '<script>alert(2)</script>' },
      }),
    );
    expect(page).not.toMatch(/<(?:img|script|link)|<[^>]* (?:src|href)=/u);
    expect(page).toContain('&lt;img src=');
    expect(page.match(/<svg /gu)?.length).toBeGreaterThan(4);
  });

  test('of a night without anybody says so, and has no empty charts', async () => {
    const empty = contentsOf({}, { integrity: { ...GOOD_BOOKS, concerts: [] } });
    const page = htmlOf(empty);
    expect(page).toContain('Nobody tried to come in.');
    expect(page).toContain('No gate was on its own.');
    expect(page).not.toContain('<svg');
    expect((await pdfPagesOf(empty)).join(' ')).toContain('Nobody was admitted.');
  });

  test('is the same on paper: numbered pages, names in any script, charts with their words', async () => {
    const pages = await pdfPagesOf(contentsOf({ ...NIGHT.facts, holders: holder('สมชาย محمد') }));
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`Page ${at + 1} of ${pages.length} · Report · Tonight`);
    }
    const all = pages.join(' ');
    expect(all).toContain('The books balance');
    expect(all).toContain('สมชาย');
    expect(all).toContain('expected 11');
    expect(all).toContain('1 min 5 s');
  });

  test('stops a table that nobody would read, and says how much more there is', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) =>
      attemptAt(at / 10, {
        ticketPurchaseId: 1 + (at % 2),
        verdict: at < 2 ? 'admitted' : 'already-admitted',
      }),
    );
    const contents = contentsOf({ attempts: many });
    expect(htmlOf(contents)).toContain('And 498 more: “--csv” writes them all.');
    expect((await pdfPagesOf(contents)).join(' ')).toContain('And 2,298 more');
    expect((await csvOf(contents, 'duplicates')).trim().split('\r\n')).toHaveLength(2_499);
  });

  test('as a table has whole times, spans in seconds, and no formula whatever a guest is called', async () => {
    const table = await csvOf(contentsOf({ attempts: AGAIN, holders: holder('=1+1;=2') }), 'duplicates');
    expect(table.startsWith('\uFEFFguest,ticket,ticket purchase,came in,')).toBe(true);
    expect(table).toContain('apart (s)');
    expect(table).toMatch(
      /\r\n"?'=1\+1;'=2"?,Standing,12345,2026-06-01 22:30:00 \+03:00,G1,2026-06-01 22:31:05 \+03:00,G2,65,another gate\r\n/u,
    );
    const attempts = await csvOf(contentsOf({ attempts: AGAIN, holders: holder('Zoë') }), 'attempts');
    expect(attempts.trim().split('\r\n')).toHaveLength(3);
    expect(attempts).not.toContain('Zoë');
  });

  test('has a name of its own for every table', () => {
    const { document } = reportDocument(NIGHT, ZONE);
    const ids = document.sections.flatMap(({ tables }) => tables.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z-]+$/u);
  });
});
