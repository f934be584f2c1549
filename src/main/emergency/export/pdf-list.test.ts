import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { byTheAlphabet, type DoorListGuest, writeDoorList } from './door-list.ts';
import { logOf, writtenLine } from './fixtures/lines-to-export.ts';
import { fontsOfPackages } from './font-packages.ts';
import { writeLogPdf } from './log-pdf.ts';
import type { Sink } from './whole-file.ts';

const NOW = new Date('2026-06-01T20:00:00.000Z');
const OPTIONS = { fonts: fontsOfPackages(), now: NOW, timeZone: 'UTC' };

async function collect(write: (sink: Sink) => Promise<void>): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  await write((bytes) => {
    pieces.push(bytes);
    return Promise.resolve();
  });
  return Uint8Array.from(Buffer.concat(pieces));
}

/** The words of each page, as another program than the one that wrote it reads them. */
async function readPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await document.destroy();
  return pages;
}

const GUEST: DoorListGuest = {
  name: 'Zoë Łukasiewicz',
  kind: 'student',
  ticketKind: 'Balcony',
  shortCode: 'QRX7AB',
  attentionNote: null,
  verdict: 'admitted',
};

describe('the printed log', () => {
  test('has every line once, on numbered pages, in whatever script the names are', async () => {
    const lines = Array.from({ length: 90 }, (_, index) =>
      writtenLine(index, { who: index === 3 ? 'สมชาย' : `Guest-${index}.` }),
    );
    const pages = await readPages(
      await collect((sink) => writeLogPdf(logOf(lines), OPTIONS, sink, () => undefined)),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    const all = pages.join(' ');
    for (const { sequence } of lines) {
      if (sequence !== 3) expect(all.split(`Guest-${sequence}.`)).toHaveLength(2);
    }
    expect(all).toContain('สมชาย');
    expect(pages[0]).toContain('2026-06-01 17:30:05 +00:00');
    expect(pages[0]).toContain('90 decisions without the database, 90 of them admissions');
    expect(pages[0]).toContain('The chain of lines is whole.');
  });

  test('of an empty log is a page that says so', async () => {
    const pages = await readPages(
      await collect((sink) => writeLogPdf(logOf([]), OPTIONS, sink, () => undefined)),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('0 decisions');
  });

  test('breaks a long text into lines and loses nothing of it', async () => {
    const reason = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    const log = logOf([writtenLine(1, { who: 'W'.repeat(120), reason })]);
    const [page = ''] = await readPages(
      await collect((sink) => writeLogPdf(log, OPTIONS, sink, () => undefined)),
    );
    for (let index = 0; index < 40; index += 1) expect(page).toContain(`word${index}`);
    expect(page.match(/W+/gu)?.join('')).toContain('W'.repeat(120));
  });
});

describe('the door list', () => {
  test('stands by the alphabet whatever the accents, with walk-ins at the end', () => {
    const sorted = byTheAlphabet([
      { name: null, shortCode: 'B' },
      { name: 'Zoe', shortCode: 'C' },
      { name: 'Émile', shortCode: 'D' },
      { name: null, shortCode: 'A' },
      { name: 'eva', shortCode: 'E' },
      { name: 'Émile', shortCode: 'A' },
    ]);
    expect(sorted.map(({ name, shortCode }) => `${name ?? '-'} ${shortCode}`)).toEqual([
      'Émile A',
      'Émile D',
      'eva E',
      'Zoe C',
      '- A',
      '- B',
    ]);
  });

  test('says who may not come in, and takes the hours of entry for nobody’s fault', async () => {
    const guests: DoorListGuest[] = [
      { ...GUEST, name: 'Anna', verdict: 'not-open', attentionNote: 'Wheelchair' },
      { ...GUEST, name: 'Ben', verdict: 'cancelled' },
      { ...GUEST, name: null, kind: 'walk-in', shortCode: 'WALK01', verdict: 'not-sold-yet' },
    ];
    const options = { ...OPTIONS, title: 'Tonight', takenAt: NOW };
    const [page = ''] = await readPages(
      await collect((sink) => writeDoorList(guests, options, sink, () => undefined)),
    );
    expect(page).toMatch(/Anna.*Wheelchair.*Ben.*CANCELLED.*Walk-in.*WALK01.*NOT SOLD YET/u);
    expect(page).not.toContain('NOT OPEN');
    expect(page).toContain('2026-06-01 20:00:00 +00:00');
  });

  test('counts the names that no font here has all letters of', async () => {
    const guests = ['김민준', '王小明', 'தமிழ்', 'Zoë', 'سعيد'].map((name) => ({ ...GUEST, name }));
    const fonts = { ...fontsOfPackages(), ofSystem: () => Promise.resolve([]) };
    const options = { ...OPTIONS, fonts, title: 'Tonight', takenAt: NOW };
    const [page = ''] = await readPages(
      await collect((sink) => writeDoorList(guests, options, sink, () => undefined)),
    );
    expect(page).toContain('3 names have letters (');
  });
});
