import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { EXPORT_KINDS, type ExportKind, exportKindSchema } from '#shared/lead.ts';
import { exportFiles } from '#main/emergency/export/export-files.ts';
import { fontsOfPackages } from '#main/emergency/export/font-packages.ts';
import type { LogReading } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';
import { emergencyLogFolder, keptFolder } from '#main/gate/kept-folder.ts';
import { openPinLock } from '#main/lead/pin/pin-lock.ts';
import { searchPinKeys } from '#main/lead/pin/search-pin-keys.ts';
import { readStoredGuests, type StoredGuests } from '#main/lead/stored-guests.ts';
import { type CommandContext, isPractising, openContext } from '../context.ts';
import { CommandError } from '../explain-failure.ts';
import { openPinPrompt } from '../read-pin.ts';

type ExportOptions = {
  readonly to: string;
  readonly kinds: readonly ExportKind[];
  readonly concert?: number;
  readonly json?: true;
};

/** `admit-one log export`. */
export function addLogExportCommand(log: Command): void {
  log
    .command('export')
    .description('writes this laptop’s logs as lists and files for staff, into a new folder')
    .option('--to <folder>', 'an existing folder, a stick’s for instance', '.')
    .option(
      '--kinds <list>',
      `some of ${EXPORT_KINDS.join(',')}; the door list asks for the PIN`,
      readKinds,
      ['raw', 'csv', 'pdf'] satisfies ExportKind[],
    )
    .option('--concert <id>', 'of this concert only', readId)
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one log export --to /media/stick --kinds raw,csv')
    .action(runExport);
}

async function runExport(options: ExportOptions): Promise<void> {
  const folder = path.resolve(options.to);
  // Before anybody is asked for a PIN; and nothing was pulled out of a place that never was.
  if (!existsSync(folder))
    throw new CommandError(`There is no folder ${folder}: “--to” takes one that exists.`);
  const context = openContext();
  const isPractice = await isPractising(context);
  const kept = keptFolder(context.folder, isPractice);
  const logFolder = emergencyLogFolder(kept);
  // A gate that never was on its own has none.
  const everything = existsSync(logFolder) ? await readLogs([logFolder]) : [];
  const readings = everything.filter(
    ({ concertId }) => options.concert === undefined || concertId === options.concert,
  );
  const door = options.kinds.includes('door-list')
    ? await readDoorList(context, { isPractice, kept, concertId: options.concert ?? null })
    : null;
  const outcome = await exportFiles(
    {
      kinds: options.kinds,
      folder,
      log: {
        gateId: context.settings.gate.id,
        title: titleOf(readings, door),
        lines: readings.flatMap(({ lines }) => lines),
        findings: readings.flatMap(({ findings }) => findings),
        files: readings.flatMap(({ files }) => files),
      },
      guests: () => Promise.resolve(door?.guests ?? []),
      snapshotTakenAt: door?.takenAt ?? null,
    },
    {
      fonts: fontsOfPackages(),
      logger: context.log,
      now: () => new Date(),
      onProgress: options.json === true ? ignoreProgress : showExportProgress,
    },
  );
  if (outcome.outcome === 'failed') throw new CommandError(outcome.problem);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ files: outcome.files })}\n`
      : `${outcome.files.join('\n')}\nDone${isPractice ? ', from practice' : ''}. READ-ME.txt says what to do with them.\n`,
  );
}

/** What a file is called while it is written. */
const KIND_WORDS = {
  raw: 'log files',
  csv: 'CSV',
  pdf: 'PDF',
  'door-list': 'door list',
} as const satisfies Record<ExportKind, string>;

/** Not into a file or a pipe: only a person at a terminal reads it. */
function showExportProgress(progress: {
  readonly kind: ExportKind;
  readonly done: number;
  readonly total: number;
}): void {
  const { kind, done, total } = progress;
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${KIND_WORDS[kind]}: ${done} of ${total} ...${done === total ? '\n' : ''}`);
}

function ignoreProgress(): void {
  // With --json the document is all that anybody reads.
}

type DoorList = Extract<StoredGuests, { outcome: 'read' }>;

/** The guests, which only the PIN opens. */
async function readDoorList(
  { folder, settings, log }: CommandContext,
  where: { readonly isPractice: boolean; readonly kept: string; readonly concertId: number | null },
): Promise<DoorList> {
  const prompt = openPinPrompt();
  const lock = await openPinLock({
    folder,
    isPractice: where.isPractice,
    keys: searchPinKeys,
    schema: wrappedSearchKeySchema,
    onWrapped: () => undefined,
    log,
  });
  try {
    const { isPinSet, nextTryAt } = await lock.state();
    if (!isPinSet) throw new CommandError('No PIN is set on this laptop: “admit-one pin set”.');
    if (nextTryAt !== null)
      throw new CommandError(`There were wrong tries: the next one is taken at ${nextTryAt}.`);
    const reply = await lock.unlock(await prompt.ask('PIN'));
    const searchKey = lock.opened();
    if (searchKey === null) {
      throw new CommandError(reply.outcome === 'failed' ? reply.problem : 'That is not the PIN.');
    }
    const stored = await readStoredGuests({
      kept: where.kept,
      gateId: settings.gate.id,
      concertId: where.concertId ?? settings.concertId,
      searchKey,
      now: new Date(),
    });
    if (stored.outcome === 'none') throw new CommandError(stored.problem);
    return stored;
  } finally {
    lock.close();
    prompt.close();
  }
}

function titleOf(readings: readonly LogReading[], door: DoorList | null): string {
  const titles = new Set(
    readings.flatMap(({ concertTitle }) => (concertTitle === null ? [] : [concertTitle])),
  );
  return titles.size > 0 ? [...titles].join(', ') : (door?.title ?? 'no decisions yet');
}

function readKinds(text: string): ExportKind[] {
  const kinds = text.split(',').map((kind) => exportKindSchema.safeParse(kind.trim()));
  return kinds.map((kind) => {
    if (!kind.success) throw new InvalidArgumentError(`They are ${EXPORT_KINDS.join(', ')}.`);
    return kind.data;
  });
}

function readId(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1) throw new InvalidArgumentError('It takes a concert’s id.');
  return id;
}
