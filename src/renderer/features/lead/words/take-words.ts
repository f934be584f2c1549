import type { ExportKind } from '#shared/lead.ts';

export const TAKE_WORDS = {
  what: 'What to take',
  kinds: {
    csv: { title: 'List for a spreadsheet', hint: 'CSV: opens in Excel and LibreOffice' },
    pdf: { title: 'List to print', hint: 'PDF: every decision of this gate' },
    raw: { title: 'The log itself', hint: 'With its hashes: goes into the database from any laptop' },
    'door-list': { title: 'Door list', hint: 'PDF: all names with a box to tick. Print it before the night' },
  } satisfies Record<ExportKind, { readonly title: string; readonly hint: string }>,
  where: 'Where to',
  noStick: 'Plug a USB stick in: it is shown here by itself.',
  free: (size: string) => `${size} free`,
  freeUnknown: 'free space not known',
  otherFolder: 'Another folder …',
  copy: 'Copy',
  copying: 'Copying … leave the stick in.',
  rows: (done: string, total: string) => `${done} of ${total}`,
  finished: 'Done. Everything is on the disk.',
  finishedFiles: (count: number, folder: string) =>
    `${count === 1 ? '1 file' : `${count} files`}${folder === '' ? '' : ` in ${folder}`}:`,
  next: [
    'Eject the stick, then pull it out.',
    'Give it to the coordinator. The file READ-ME says what each file is for.',
    'It holds guests’ names: do not leave it lying about.',
  ],
  again: 'Copy again',
  failed: (problem: string) => `Not copied: ${problem}`,
  failedHint: 'No half file was left behind. Choose another place, or free space there, and copy again.',
  stillWorking: 'It may still be at work: look at the progress before you pull the stick.',
} as const;
