import type { GateCheck } from '#shared/gate-check.ts';
import type { ExportProgress, LeadLock } from '#shared/lead.ts';
import type { Fonts } from '#main/emergency/export/fonts.ts';
import { closeConflict } from '#main/emergency/replay/close-conflict.ts';
import { type SearchKey, wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { describeError } from '#main/log/describe-error.ts';
import { emergencyLogFolder, keptFolder } from '#main/gate/kept-folder.ts';
import type { Laptop } from '#main/gate/laptop.ts';
import type { Logger } from '#main/log/logger.ts';
import { checkSystem } from '#main/monitoring/check/system-check.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { createOwnCheck } from './check/gate-check.ts';
import { listDestinations, systemDestinations } from './destinations.ts';
import { findGuests } from './guests.ts';
import type { LeadCalls } from './lead-calls.ts';
import type { LeadGate } from './lead-gate.ts';
import { lookOver } from './overview.ts';
import { openPinLock } from './pin/pin-lock.ts';
import { searchPinKeys } from './pin/search-pin-keys.ts';
import { createTakeAway } from './take-away.ts';

/** The lead's room: what stands behind the PIN. */
export type Lead = {
  readonly calls: LeadCalls;
  /** Locks the room: the window's page is another one now, or is gone. */
  readonly lock: () => void;
  readonly onLockChanged: (listener: (lock: LeadLock) => void) => void;
  readonly onExportProgress: (listener: (progress: ExportProgress) => void) => void;
  readonly close: () => Promise<void>;
};

type LeadOptions = {
  readonly gate: LeadGate;
  /** This laptop's user-data folder. */
  readonly folder: string;
  readonly isPractice: boolean;
  readonly fonts: Fonts;
  /** The system's own dialogue; null when nobody chose. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Opens the control room's window, or brings it to the front. */
  readonly openControlRoom: () => void;
  /** Another laptop than the gate's own; a test's. */
  readonly laptop?: Laptop;
  readonly log: Logger;
  readonly now?: () => Date;
};

/** Opens the lead's room, locked. */
export async function openLead(options: LeadOptions): Promise<Lead> {
  const { gate, folder, isPractice, fonts, chooseFolder, now = () => new Date() } = options;
  const log = options.log.named('lead');
  const kept = keptFolder(folder, isPractice);
  const logFolder = emergencyLogFolder(kept);
  const progressListeners: ((progress: ExportProgress) => void)[] = [];
  const lock = await openPinLock({
    folder,
    isPractice,
    keys: searchPinKeys,
    schema: wrappedSearchKeySchema,
    onWrapped: ({ publicKey }) => gate.snapshot()?.setSearchKey(publicKey),
    log,
    now,
  });
  const takeAway = createTakeAway({
    gate,
    kept,
    fonts,
    onProgress: (progress) => progressListeners.forEach((listener) => listener(progress)),
    log,
  });

  const ownCheck = createOwnCheck({
    gate,
    kept,
    laptop: options.laptop ?? gate.laptop,
    checkDatabase: () =>
      checkSystem({ pool: gate.database, isPractice, concertId: gate.state().concert?.id ?? null, now }),
    log,
    now,
  });

  /** Has a call answered only while the room is open; it counts as a touch. */
  function behindPin<Input, Output>(work: (input: Input, searchKey: SearchKey) => Promise<Output>) {
    return async (input: Input): Promise<Output | { outcome: 'locked' }> => {
      const searchKey = lock.opened();
      if (searchKey === null) return { outcome: 'locked' };
      await lock.stay();
      return work(input, searchKey);
    };
  }
  /** The same for what only shows something: a room that was locked in the meantime shows nothing any more. */
  function shownBehindPin<Input, Output>(work: (input: Input, searchKey: SearchKey) => Promise<Output>) {
    const call = behindPin(work);
    return async (input: Input) => shown(await call(input));
  }
  /** For what the screen asks by itself again and again: that is nobody's touch. */
  function shownUntouched<Output>(work: () => Promise<Output>) {
    return async () => (lock.opened() === null ? { outcome: 'locked' as const } : shown(await work()));
  }
  function shown<Output>(reply: Output): Output | { outcome: 'locked' } {
    return lock.opened() === null ? { outcome: 'locked' } : reply;
  }

  return {
    calls: {
      'lead:get-lock': lock.state,
      'lead:unlock': ({ pin }) => lock.unlock(pin),
      'lead:choose-pin': ({ pin, currentPin }) => lock.choose(pin, currentPin),
      'lead:lock': lock.lock,
      'lead:stay': lock.stay,
      'lead:get-overview': shownUntouched(async () => ({
        outcome: 'overview',
        overview: await lookOver(gate, logFolder, log),
      })),
      'lead:find-guests': shownBehindPin(({ text }, searchKey) =>
        findGuests(gate, searchKey, { kept, text }),
      ),
      'lead:admit': behindPin(async ({ attempt, reason }) => ({
        outcome: 'answered',
        answer: await gate.leadAdmit(attempt, reason),
      })),
      'lead:write-entry': behindPin((entry) => gate.writeEntry(entry)),
      'lead:close-conflict': behindPin(async (closing) => {
        try {
          return await closeConflict(gate.database, { ...closing, now: now() }, log);
        } catch (error) {
          log.warn('A conflict could not be closed', describeError(error));
          const { problem, advice } = UNDECIDED_CAUSES[classifyFailure(error).cause];
          return { outcome: 'failed', problem: `${problem} ${advice}` };
        }
      }),
      'lead:open-control-room': behindPin(() => {
        options.openControlRoom();
        return Promise.resolve({ outcome: 'opened' as const });
      }),
      'lead:list-destinations': shownUntouched(async () => ({
        outcome: 'listed',
        destinations: await listDestinations(systemDestinations()),
      })),
      'lead:choose-folder': shownBehindPin(async () => ({ outcome: 'chosen', folder: await chooseFolder() })),
      // Begun behind the PIN, it is finished whatever the lock does: what is on the stick is there already.
      'lead:export': behindPin((order, searchKey) =>
        takeAway(order, searchKey).then((outcome) =>
          outcome.outcome === 'exported' ? { ...outcome, files: [...outcome.files] } : outcome,
        ),
      ),
      'lead:get-check': shownUntouched(() => Promise.resolve(checked(ownCheck.current()))),
      'lead:run-check': shownBehindPin(async ({ screen }) => checked(await ownCheck.run(screen))),
      'lead:confirm-check': shownBehindPin(async (answer) => checked(await ownCheck.confirm(answer))),
    },
    lock: () => void lock.lock(),
    onLockChanged: lock.onChanged,
    onExportProgress: (listener) => void progressListeners.push(listener),
    close: () => {
      lock.close();
      return Promise.resolve();
    },
  };
}

function checked(check: GateCheck): { outcome: 'check'; check: GateCheck } {
  return { outcome: 'check', check };
}
