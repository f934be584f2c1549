import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ExportKind, ExportProgress, Guest } from '#shared/lead.ts';
import type { Fonts } from '#main/emergency/export/fonts.ts';
import { exportFiles, type ExportOutcome } from '#main/emergency/export/export-files.ts';
import { readPartFileName } from '#main/emergency/log/part-file-name.ts';
import type { SearchKey } from '#main/emergency/snapshot/search-keys.ts';
import { emergencyLogFolder } from '#main/gate/kept-folder.ts';
import type { Logger } from '#main/log/logger.ts';
import { listGuests, whyNoNames } from './guests.ts';
import type { LeadGate } from './lead-gate.ts';

/** A bar on a screen needs no more. */
const PROGRESS_EVERY_MS = 100;

type TakeAwayOptions = {
  readonly gate: LeadGate;
  /** The folder of what gates keep. */
  readonly kept: string;
  readonly fonts: Fonts;
  readonly onProgress: (progress: ExportProgress) => void;
  readonly log: Logger;
};

export type TakeAway = (
  order: { readonly kinds: readonly ExportKind[]; readonly folder: string },
  searchKey: SearchKey,
) => Promise<ExportOutcome>;

/** Makes the function that writes the lead's files; one export at a time. */
export function createTakeAway(options: TakeAwayOptions): TakeAway {
  const { gate, kept, fonts, log } = options;
  const logFolder = emergencyLogFolder(kept);
  let isUnderWay = false;

  return async ({ kinds, folder }, searchKey) => {
    if (isUnderWay) return { outcome: 'failed', problem: 'Files are being written already.' };
    if (!path.isAbsolute(folder))
      return { outcome: 'failed', problem: `${folder} is no folder’s full path.` };
    const noNames = kinds.includes('door-list') ? whyNoNames(gate, searchKey, kept) : null;
    if (noNames !== null) return { outcome: 'failed', problem: noNames };
    const { gate: place, concert } = gate.state();
    const emergencyLog = gate.emergencyLog();
    isUnderWay = true;
    try {
      return await exportFiles(
        {
          kinds,
          folder,
          log: {
            gateId: place.id,
            title: concert?.title ?? 'concert not known',
            // The gate goes on writing: what is taken away is how it was when the lead asked.
            lines: [...(emergencyLog?.lines() ?? [])],
            findings: [...(emergencyLog?.findings() ?? [])],
            files: await logFiles(logFolder),
          },
          guests: () => collect(listGuests(gate, searchKey)),
          snapshotTakenAt: takenAt(gate),
        },
        { fonts, logger: log, now: () => new Date(), onProgress: throttled(options.onProgress) },
      );
    } finally {
      isUnderWay = false;
    }
  };
}

/** Every log on this laptop: whoever carries the files away may not come back for the rest. */
async function logFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => readPartFileName(name) !== null)
    .toSorted()
    .map((name) => path.join(folder, name));
}

async function collect(guests: AsyncIterable<Guest>): Promise<Guest[]> {
  const collected: Guest[] = [];
  for await (const guest of guests) collected.push(guest);
  return collected;
}

function takenAt(gate: LeadGate): Date | null {
  return gate.snapshot()?.state()?.takenAt ?? null;
}

/** Passes on what is worth painting: now and then, and each end. */
function throttled(onProgress: (progress: ExportProgress) => void): (progress: ExportProgress) => void {
  let lastMs = 0;
  return (progress) => {
    const nowMs = performance.now();
    if (progress.done < progress.total && nowMs - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = nowMs;
    onProgress(progress);
  };
}
