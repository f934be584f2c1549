import type { CameraState, PowerSource } from '#shared/gate-health.ts';
import type { Settings } from '#shared/settings.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import type { LogDisk } from '#main/emergency/log/log-disk.ts';
import { openSnapshot } from '#main/emergency/snapshot/snapshot.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createAskDatabase } from './ask-database.ts';
import { createBeatReport } from './beat-report.ts';
import { createBreaker } from './breaker.ts';
import { startCatchingUp } from './catching-up.ts';
import { countDecisions, countEntries } from './counted-decisions.ts';
import { createDecideHere } from './decide-here.ts';
import { createGateClock } from './gate-clock.ts';
import { openGateLogs } from './gate-logs.ts';
import { computeGateState } from './gate-state-of.ts';
import type { Gate } from './gate-type.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createJudgeAttempt } from './judge-attempt.ts';
import { gateFolderIn, keptFolder } from './kept-folder.ts';
import { foresee } from './known-here.ts';
import { admissionOfUnreadable, takeOverLines } from './line-admission.ts';
import { openOpenAttempts } from './open-attempts.ts';
import { createOwnAdmissions } from './own-admissions.ts';
import { openLaptop } from './laptop.ts';
import { watchLaptop } from './laptop-watch.ts';
import { logAnswer } from './log-answer.ts';
import { startMinuteNotes } from './minute-notes.ts';
import { createNotes } from './notes.ts';
import { createOutages } from './outages.ts';
import { PROGRAM_VERSION } from './program-version.ts';
import { startRefreshing } from './refreshing.ts';
import { createSameGateId } from './same-gate-id.ts';
import { createStateTeller } from './state-teller.ts';
import { createTally } from './tally.ts';
import { createTurns } from './turns.ts';
import { awaitedAttempt, codeKeys } from './turn-keys.ts';
import { watchSurroundings } from './watch.ts';
import { createWriteEntry } from './write-entry.ts';
import { writeOutages } from './write-outages.ts';

export type { Gate } from './gate-type.ts';

export type GateOptions = {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly isPractice: boolean;
  /** This laptop's user-data folder; what the gate keeps there is apart for practice. */
  readonly folder: string;
  /** The public key that the snapshot's names are sealed to; asked again and again. None without it, or while it is null. */
  readonly findSearchKey?: () => Promise<string | null>;
  /** The disk that the emergency log is written to; this laptop's unless a test has its own. */
  readonly logDisk?: LogDisk;
  /** What feeds this laptop, from whoever knows better than Node. */
  readonly findPower?: () => PowerSource | null;
  readonly log: Logger;
};

/** How long closing waits for pending lines to go in; what does not go in then goes in at the next start. */
const LAST_REPLAY_MS = 3_000;
/** How long it waits for a disk that hangs. */
const LAST_LINE_MS = 5_000;

/**
 * Opens a gate: what it knows, whom it asks, what it tells. It is there at once; whether the database is too, its state
 * says. A table of contents: every file of this folder is one line here.
 */
export function openGate({
  settings,
  databaseUrl,
  isPractice,
  log: parentLog,
  ...options
}: GateOptions): Gate {
  const { operator, concertId, attemptDeadlineMs } = settings;
  const gateId = settings.gate.id;
  const folder = keptFolder(options.folder, isPractice);
  const gateFolder = gateFolderIn(folder, gateId);
  const log = parentLog.named('gate');
  // Whose the lines after it are: the analysis of a laptop's log goes by it.
  log.info('The gate opened', { gate: gateId, version: PROGRAM_VERSION });

  const pool = openSessionPool({ url: databaseUrl, log: parentLog.named('database') });
  const snapshot = openSnapshot({ folder, gateId, log: parentLog.named('snapshot') });
  const breaker = createBreaker(log);
  const clock = createGateClock();
  const tally = createTally(clock);
  const minuteNotes = startMinuteNotes(tally, log);
  const laptop = openLaptop(folder, options.findPower);
  const laptopWatch = watchLaptop(laptop);
  let camera: CameraState | null = null;
  const own = createOwnAdmissions();
  const openAttempts = openOpenAttempts(gateFolder, log);
  const logs = openGateLogs({
    folder,
    gateFolder,
    gateId,
    programVersion: PROGRAM_VERSION,
    ...(options.logDisk === undefined ? {} : { disk: options.logDisk }),
    snapshot,
    log: parentLog,
    onLines: (lines, ofOthers) => {
      for (const { entry } of ofOthers) own.forget(entry.attemptId);
      takeOverLines(lines, logs, own);
      catchingUp.soon();
      teller.tell();
    },
    onUnreadable: (unreadable, ofOthers) => {
      for (const one of ofOthers) own.forget(admissionOfUnreadable(one).attemptId);
      for (const one of unreadable) own.notePending(admissionOfUnreadable(one));
    },
  });
  const watch = watchSurroundings({
    pool,
    breaker,
    clock,
    snapshot,
    gateId,
    operator,
    concertId,
    log,
    onDatabase: (databaseId) => {
      snapshot.belongTo(databaseId);
      logs.confirmDatabase(databaseId);
      // Nothing may be copied before, and a gate without a copy can't go on by itself: it shall not wait a round for one.
      refreshing.soon();
    },
    onChange: () => {
      openLog();
      teller.tell();
    },
  });
  const openLog = (): void => {
    const concert = watch.concert();
    if (concert !== null)
      logs
        .openFor(concert)
        .catch((error: unknown) => log.error('The emergency log could not be opened', describeError(error)));
  };
  const teller = createStateTeller(
    () => computeGateState({ settings, isPractice, breaker, watch, snapshot, logs }),
    log,
  );
  const notes = createNotes({
    openAttempts,
    own,
    logs,
    snapshot,
    clock,
    watch,
    gateId,
    tell: () => teller.tell(),
  });
  const outages = createOutages({
    folder: gateFolder,
    breaker,
    clock,
    logs,
    concertId: () => watch.concert()?.id ?? null,
    write: (ended) => writeOutages(pool, gateId, ended),
    log,
  });
  const sameGateId = createSameGateId(gateId, log);
  const heartbeat = startHeartbeat({
    pool,
    breaker,
    clock,
    sameGateId,
    log,
    gateId,
    report: createBeatReport({
      settings,
      clock,
      logs,
      snapshot,
      watch,
      laptop: laptopWatch,
      tally,
      camera: () => camera,
    }),
    onBeat: () => {
      outages.look();
      teller.tell();
    },
    onRecord: logs.compareWith,
  });
  const refreshing = startRefreshing({
    snapshot,
    pool,
    breaker,
    own,
    isDatabaseConfirmed: logs.isDatabaseConfirmed,
    findSearchKey: options.findSearchKey ?? (() => Promise.resolve(null)),
    onRefreshed: () => teller.tell(),
    log,
  });
  const catchingUp = startCatchingUp({
    pool,
    breaker,
    logs,
    own,
    onProgress: () => {
      outages.look();
      watch.soon();
      teller.tell();
    },
    log,
  });
  breaker.onChanged((away) => {
    outages.look();
    // Its pause while online is too long for whoever waits for the database to come back.
    if (away !== null) heartbeat.soon();
    else for (const each of [watch, refreshing, catchingUp]) each.soon();
    teller.tell();
  });

  // What this gate let in before it was started counts from its first attempt on, whether or not the database is there.
  openLog();

  const turns = createTurns(notes.isAwaited);
  const here = { snapshot, logs, own, clock };
  const entryOptions = { turns, placeHere: watch.placeHere, limitMs: attemptDeadlineMs, log };
  const writeEntry = countEntries(createWriteEntry(here, entryOptions), outages);
  const judgeAttempt = createJudgeAttempt({
    attemptDeadlineMs,
    openAttempts,
    log,
    isKnownHereAlone: notes.isKnownHereAlone,
    readBack: logs.readBack,
    askDatabase: createAskDatabase({
      pool,
      breaker,
      watch,
      gateId,
      operator,
      onDecision: tally.noteDecision,
      log: parentLog,
    }),
    decideHere: countDecisions(createDecideHere(here), outages),
    placeHere: watch.placeHere,
    onDecidedByDatabase: notes.noteDecidedByDatabase,
    onAnswer(answer, settles) {
      notes.noteAnswer(answer, settles);
      // Whoever could not be served wants to know at once whether it is the database.
      if (answer.verdict === 'undecided') heartbeat.soon();
      if (answer.decidedBy === 'emergency') catchingUp.soon();
    },
  });
  const judgeInTurn: typeof judgeAttempt = async (attempt, leadReason) => {
    const keys = codeKeys(attempt.code, snapshot);
    const answer = await turns.take(keys, () => judgeAttempt(attempt, leadReason), awaitedAttempt);
    tally.noteAnswer(answer);
    logAnswer(log, answer);
    return answer;
  };

  return {
    submit: (attempt) => judgeInTurn(attempt, null),
    noteShown(attemptId) {
      notes.noteShown(attemptId);
      turns.noteShown(attemptId);
    },
    noteCamera(state) {
      camera = state;
    },
    state: teller.state,
    onStateChanged: teller.onStateChanged,
    async leadAdmit(attempt, reason) {
      const answer = await judgeInTurn(attempt, reason);
      const { attemptId, verdict, decidedBy } = answer;
      // What this gate decides itself has the reason in its line; the database's row of an attempt has no room for it.
      if (decidedBy === 'database') {
        log.info('The lead let somebody in, and the database decided', { attemptId, verdict, reason });
      }
      return answer;
    },
    async writeEntry(entry) {
      const outcome = await writeEntry(entry);
      catchingUp.soon();
      teller.tell();
      return outcome;
    },
    emergencyLog: logs.current,
    findings: () => [...sameGateId.findings(), ...logs.findings()],
    stateOfLine: logs.stateOf,
    setAside: logs.setAside,
    snapshot: () => snapshot,
    foresee: (guest) => foresee(guest, own, watch.placeHere(), clock.serverNow()),
    laptop,
    database: pool,
    clockOffset: clock.measurement,
    async close() {
      await turns.allDone();
      await catchingUp.drain(LAST_REPLAY_MS);
      await Promise.all([catchingUp, refreshing, watch].map((each) => each.close()));
      await withinLimit('write outages down', LAST_LINE_MS, outages.close()).catch((error: unknown) =>
        log.error('Outages could not be written down', describeError(error)),
      );
      // Its last beat tells where the log ends, so it comes before that is closed.
      await heartbeat.close();
      await withinLimit('close the emergency log', LAST_LINE_MS, logs.close()).catch((error: unknown) =>
        log.error('The emergency log could not be closed', describeError(error)),
      );
      laptopWatch.close();
      minuteNotes.close();
      openAttempts.close();
      snapshot.close();
      await pool.close();
    },
  };
}
