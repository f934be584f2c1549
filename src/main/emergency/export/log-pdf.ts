import type { Fonts } from './fonts.ts';
import type { PdfList } from './list-shape.ts';
import { createLocalTime, type LocalTime } from '#shared/local-time.ts';
import { inListWords, type LogToExport } from './log-to-export.ts';
import { openFonts } from './opened-fonts.ts';
import { writePdfList } from './pdf-list.ts';
import type { Sink } from './whole-file.ts';

/** Writes the log as a list to print. */
export async function writeLogPdf(
  log: LogToExport,
  options: { readonly fonts: Fonts; readonly now: Date; readonly timeZone?: string },
  sink: Sink,
  onProgress: (done: number) => void,
): Promise<void> {
  await writePdfList(
    logList(log, options.now, createLocalTime(options.timeZone)),
    await openFonts(options.fonts),
    sink,
    onProgress,
  );
}

function logList(log: LogToExport, now: Date, localTime: LocalTime): PdfList {
  const admitted = log.lines.filter(({ entry }) => entry.verdict === 'admitted').length;
  const times = log.lines.map(({ entry }) => entry.doorTime).toSorted();
  const from = times[0];
  const to = times.at(-1);
  const faults = log.findings.filter(({ isFault }) => isFault).length;
  return {
    title: `Emergency log · gate ${log.gateId} · ${log.title}`,
    introduction: [
      `${log.lines.length} decisions without the database, ${admitted} of them admissions` +
        (from === undefined || to === undefined ? '.' : `, from ${localTime(from)} to ${localTime(to)}.`),
      faults === 0
        ? 'The chain of lines is whole.'
        : `Something is wrong with the log (${faults} ${faults === 1 ? 'finding' : 'findings'}, listed in READ-ME.txt).`,
    ],
    columns: [
      { heading: 'Line', width: 38, kind: 'text' },
      { heading: 'At the door', width: 146, kind: 'text' },
      { heading: 'Verdict', width: 88, kind: 'text' },
      { heading: 'Guest', width: 200, kind: 'text' },
      { heading: 'Code', width: 52, kind: 'text' },
      { heading: 'Decided by', width: 80, kind: 'text' },
      { heading: 'Operator and reason', width: 170, kind: 'text' },
    ],
    rows: rows(log, localTime),
    footer: `Emergency log of gate ${log.gateId} · ${log.title} · taken away ${localTime(now)}`,
    orientation: 'landscape',
    textSize: 9,
  };
}

/** One after the other as they are wanted: ten thousand at once would keep the scans waiting. */
function* rows({ lines }: LogToExport, localTime: LocalTime): Generator<readonly string[]> {
  for (const line of lines) {
    const words = inListWords(line);
    yield [
      `${line.sequence}${line.isVerified ? '' : ' !'}`,
      localTime(line.entry.doorTime),
      words.verdict,
      words.guest,
      words.codeEnding === '' ? '' : `…${words.codeEnding}`,
      words.basis,
      [line.entry.operator, words.note].filter((text) => text !== '').join(': '),
    ];
  }
}
