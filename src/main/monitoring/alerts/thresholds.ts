/** From when on something is worth a person's attention, and why there. Where there are two, the second one ends it. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

export const THRESHOLDS = {
  /** A gate beats every five seconds: four in a row do not go missing on a network that works. */
  notHeardMs: 20 * SECOND_MS,
  /** After an outage of the server itself all gates are back within five seconds; until then their silence is ours. */
  steadyMs: 15 * SECOND_MS,
  /** A gate that was last heard longer ago was heard on another night. */
  tonightMs: 12 * 60 * MINUTE_MS,
  /** The three minutes; others "scan" when they had so many attempts in that time. */
  silent: { afterMs: 3 * MINUTE_MS, othersFrom: 10, othersUntil: 3 },
  /** So long after it came back a gate's outage is news. */
  outageNewsMs: 2 * MINUTE_MS,
  /** Beats in a row with a longer queue each: one or two are an outage that has just ended. */
  growingBeats: 3,
  /** A snapshot is refreshed every three seconds: one that is minutes old is stuck, and every minute makes an outage's conflicts likelier. */
  snapshotOld: { fromMs: 5 * MINUTE_MS, untilMs: 2 * MINUTE_MS },
  /** Long enough for a first copy of a large database. */
  snapshotFirstCopyMs: 2 * MINUTE_MS,
  /** Beyond what the measurement may be wrong by: door times are what tells who came first. */
  clockOff: { fromMs: 2 * SECOND_MS, untilMs: 1.5 * SECOND_MS },
  /** So many gates in one second, in so many seconds of the last minute: the server's busiest hour, and it should be known. */
  atOnce: { gates: 5, seconds: 3, withinMs: MINUTE_MS },
  /** The ten minutes: how long somebody needs from one door to the next. */
  oneCodeWithinMs: 10 * MINUTE_MS,
  /** More of them at once say the same as these. */
  oneCodeMost: 20,
  /** A share that doubles and is more than a quarter; too few attempts prove nothing. */
  refusals: {
    withinMs: 5 * MINUTE_MS,
    attempts: 30,
    attemptsBefore: 50,
    fromShare: 0.25,
    fromTimes: 2,
    untilShare: 0.15,
    untilTimes: 1.5,
  },
  /** The seed's second; a gate's attempt ends undecided after two and a half. */
  slow: { withinMs: MINUTE_MS, answers: 20, fromMs: 1_000, untilMs: 700, redMs: 2_000 },
  /** A minute. One now and then is normal and is tried again unseen. */
  deadlocks: { from: 10, until: 4, red: 60 },
  /** A minute, and at this moment. The seed: "should stay low". */
  rowLockWaits: { from: 30, until: 12, red: 300, nowFrom: 5, nowUntil: 2 },
  /** A share of the limit: what is left is little for ten gates that come back from an outage at once. */
  connections: { from: 0.8, until: 0.75, red: 0.95 },
} as const;
