import type { Confirmation, GateCheck, GateCheckLine, ScreenSize } from '#shared/gate-check.ts';
import type { CheckLine } from '#shared/system-check.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import { emergencyLogFolder, gateFolderIn } from '#main/gate/kept-folder.ts';
import type { Laptop } from '#main/gate/laptop.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LeadGate } from '../lead-gate.ts';
import { byHandLines, type Confirmed } from './by-hand-lines.ts';
import { openKeptCheck } from './kept-check.ts';
import { laptopLines } from './laptop-lines.ts';
import { timeAppends } from './time-appends.ts';

/** This gate's own check. */
export type OwnCheck = {
  /** As it stands: what was found the last time, and what nobody has answered yet. */
  readonly current: () => GateCheck;
  /** Looks at everything that the machine can see. Never rejects: what fails is a red line. */
  readonly run: (screen: ScreenSize) => Promise<GateCheck>;
  readonly confirm: (answer: Confirmation) => Promise<GateCheck>;
};

type OwnCheckOptions = {
  readonly gate: LeadGate;
  /** The folder of what gates keep. */
  readonly kept: string;
  readonly laptop: Laptop;
  /** Asks the database; rejects with the driver's error while it is away. */
  readonly checkDatabase: () => Promise<readonly CheckLine[]>;
  readonly log: Logger;
  readonly now: () => Date;
};

/** The database's part answers within this, in milliseconds, or is a red line: fifty transactions and some look-ups. */
const DATABASE_LIMIT_MS = 45_000;
/** A disk that hangs must not hide what the rest has to say. */
const DISK_LIMIT_MS = 20_000;

/** Makes the check of this gate; one run at a time, and whoever asks meanwhile gets the same. */
export function createOwnCheck(options: OwnCheckOptions): OwnCheck {
  const { gate, kept, laptop, log, now } = options;
  const keptCheck = openKeptCheck(gateFolderIn(kept, gate.state().gate.id), log);
  let underWay: Promise<GateCheck> | null = null;

  function current(): GateCheck {
    const { ran, confirmed } = keptCheck.read();
    const found = ran?.lines.map((line): GateCheckLine => ({ ...line, at: ran.at })) ?? [];
    return { ranAt: ran?.at ?? null, lines: [...found, ...byHandLines(newestOf(confirmed), now())] };
  }

  async function look(screen: ScreenSize): Promise<GateCheck> {
    const [database, freeBytes, appends] = await Promise.all([
      databaseLines(),
      withinLimit('ask how much disk is free', DISK_LIMIT_MS, laptop.freeDiskBytes()).catch(() => null),
      withinLimit('write to the disk', DISK_LIMIT_MS, timeAppends(emergencyLogFolder(kept))).catch(
        () => ({ outcome: 'failed', problem: `no answer within ${DISK_LIMIT_MS / 1_000} s` }) as const,
      ),
    ]);
    const { emergency } = gate.state();
    const lines = [
      ...database,
      ...laptopLines({
        freeBytes,
        appends,
        power: laptop.power(),
        clock: gate.clockOffset(),
        emergency,
        hasLog: gate.emergencyLog() !== null,
        screen,
      }),
    ];
    const red = lines.filter(({ level }) => level === 'red').map(({ id }) => id);
    log.info('The gate was checked', { lines: lines.length, red: red.join(' ') });
    await keptCheck.write({ ...keptCheck.read(), ran: { at: now().toISOString(), lines: [...lines] } });
    return current();
  }

  async function databaseLines(): Promise<readonly CheckLine[]> {
    try {
      return await withinLimit('check the database', DATABASE_LIMIT_MS, options.checkDatabase());
    } catch (error) {
      log.warn('The database could not be checked', describeError(error));
      const { problem, advice } = UNDECIDED_CAUSES[classifyFailure(error).cause];
      const line = { id: 'database', group: 'server', title: 'Database', level: 'red' } as const;
      return [{ ...line, finding: problem, advice }];
    }
  }

  return {
    current,
    run(screen) {
      underWay ??= look(screen).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    async confirm(answer) {
      const { ran, confirmed } = keptCheck.read();
      const others = confirmed.filter((earlier) => earlier.answer.what !== answer.what);
      log.info('A part of the check was answered', { what: answer.what, isGood: answer.isGood });
      await keptCheck.write({ ran, confirmed: [...others, { at: now().toISOString(), answer }] });
      return current();
    },
  };
}

function newestOf(confirmed: readonly { readonly at: string; readonly answer: Confirmation }[]): Confirmed {
  let newest: Confirmed = {};
  for (const { at, answer } of confirmed) {
    switch (answer.what) {
      case 'camera':
        newest = { ...newest, camera: { at, answer } };
        break;
      case 'loudspeaker':
        newest = { ...newest, loudspeaker: { at, answer } };
        break;
      case 'screen':
        newest = { ...newest, screen: { at, answer } };
        break;
    }
  }
  return newest;
}
