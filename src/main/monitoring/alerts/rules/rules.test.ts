import { expect, test } from 'vitest';
import { ALERT_KINDS, type Alert, alertSchema } from '#shared/night.ts';
import type { GateFacts, NightFacts } from '../facts.ts';
import { attempt, goingOn, quietNight, startLooking, wellGate } from '../fixtures/quiet-night.ts';

type Changed = (night: Omit<NightFacts, 'trail'>, nowMs: number) => Partial<NightFacts>;

/** The quiet night with G1 as it is told. */
function withGate(changes: (nowMs: number) => Partial<GateFacts>): Changed {
  return ({ gates }, nowMs) => ({
    gates: gates.map((gate) => (gate.gateId === 'G1' ? { ...gate, ...changes(nowMs) } : gate)),
  });
}

function withServer(changes: Partial<NightFacts['server']>): Changed {
  return ({ server }) => ({ server: { ...server, ...changes } });
}

/** `refused` of a hundred attempts in the last five minutes were refused; five in a hundred were before. */
function withRefusals(refused: number): Changed {
  return (_night, nowMs) => ({
    recent: Array.from({ length: 100 }, (_, at) =>
      attempt(nowMs - 290_000 + at * 2_900, at % 2 === 0 ? 'G1' : 'G2', {
        verdict: at < refused ? 'unknown-code' : 'admitted',
      }),
    ),
    attempts: 1_100,
    refused: 50 + refused,
  });
}

/** So many gates scanned in each of the last `seconds` seconds. */
function withGatesAtOnce(gates: number, seconds: number): Changed {
  return (_night, nowMs) => ({
    recent: Array.from({ length: seconds }, (_second, back) =>
      Array.from({ length: gates }, (_gate, at) =>
        attempt(Math.floor(nowMs / 1_000) * 1_000 - (seconds - back) * 1_000, `G${at + 1}`),
      ),
    ).flat(),
  });
}

function withDurations(durationMs: number): Changed {
  return ({ recent }, nowMs) => ({
    recent: [
      ...recent,
      ...Array.from({ length: 20 }, (_, at) =>
        attempt(nowMs - 2_000 + at * 100, at % 2 === 0 ? 'G1' : 'G2', { durationMs }),
      ),
    ].toSorted((a, b) => a.atMs - b.atMs),
  });
}

/** So many deadlocks or row lock waits more at every look. */
function counting(what: 'deadlocks' | 'rowLockWaits', perLook: number): Changed {
  let counted = 0;
  return (night, nowMs) => {
    counted += perLook;
    return what === 'deadlocks'
      ? withGate(() => ({ deadlocks: counted }))(night, nowMs)
      : withServer({ rowLockWaits: counted })(night, nowMs);
  };
}

type Course = {
  readonly kind: Alert['kind'];
  /** Not bad enough to begin. */
  readonly almost: Changed;
  /** Bad enough. */
  readonly bad: Changed;
  /** Still bad enough to go on, though it would not begin so; null where one value decides. */
  readonly better: Changed | null;
  /** Looks until it shows, where it takes several. */
  readonly looks?: number;
  readonly level: Alert['level'];
  readonly words: RegExp;
};

const MINUTE_MS = 60_000;

const COURSES: readonly Course[] = [
  {
    kind: 'gate-not-heard',
    almost: withGate((nowMs) => ({ seenAtMs: nowMs - 20_000, silentMs: 20_000 })),
    bad: withGate(() => ({ standing: 'not-heard', seenAtMs: 1_000, silentMs: 21_000 })),
    better: null,
    level: 'red',
    words: /^Gate G1 has not been heard for 21 s: it is on its own, or off\. 1 other is heard\.$/u,
  },
  {
    kind: 'gate-silent',
    almost: ({ recent, gates }, nowMs) => ({
      gates: gates.map((gate) =>
        gate.gateId === 'G1' ? { ...gate, lastAttemptAtMs: nowMs - 4 * MINUTE_MS } : gate,
      ),
      recent: recent.filter(({ gateId }) => gateId === 'G2').slice(-8),
    }),
    bad: ({ recent, gates }, nowMs) => ({
      gates: gates.map((gate) =>
        gate.gateId === 'G1'
          ? { ...gate, lastAttemptAtMs: quietNight(0).nowMs + 1_000, startedAtMs: nowMs }
          : gate,
      ),
      recent: recent.map((one) => ({ ...one, gateId: 'G2' })).slice(-12),
    }),
    better: ({ recent, gates }) => ({
      gates: gates.map((gate) => (gate.gateId === 'G1' ? { ...gate, lastAttemptAtMs: 1_000 } : gate)),
      recent: recent.map((one) => ({ ...one, gateId: 'G2' })).slice(-4),
    }),
    level: 'amber',
    words: /^Gate G1 has not scanned for .*; the others scanned 12 times in three minutes\.$/u,
  },
  {
    kind: 'gate-on-its-own',
    almost: (_night, nowMs) => ({
      outages: [
        {
          gateId: 'G1',
          beganAtMs: nowMs - 900_000,
          endedAtMs: nowMs - 121_000,
          cause: 'read-only',
          decided: 1,
          admitted: 1,
        },
      ],
    }),
    bad: (_night, nowMs) => ({
      outages: [
        {
          gateId: 'G1',
          beganAtMs: nowMs - 252_000,
          endedAtMs: nowMs - 60_000,
          cause: 'database-unreachable',
          decided: 12,
          admitted: 11,
        },
      ],
    }),
    better: withGate(() => ({ standing: 'catching-up', pendingLines: 1 })),
    level: 'amber',
    words:
      /^Gate G1 was on its own for 3 min 12 s \(The database server cannot be reached\), decided 12 attempts and admitted 11\. None of its decisions waits for the database any more\.$/u,
  },
  {
    kind: 'snapshot-old',
    almost: withGate(() => ({ snapshotAgeMs: 5 * MINUTE_MS })),
    bad: withGate(() => ({ snapshotAgeMs: 6 * MINUTE_MS })),
    better: withGate(() => ({ snapshotAgeMs: 3 * MINUTE_MS })),
    level: 'amber',
    words: /^The snapshot of Gate G1 is 6 min 0 s old\.$/u,
  },
  {
    kind: 'clock-off',
    almost: withGate(() => ({ clockOffsetMs: -2_900, clockUncertaintyMs: 1_000 })),
    bad: withGate(() => ({ clockOffsetMs: -3_100, clockUncertaintyMs: 1_000 })),
    better: withGate(() => ({ clockOffsetMs: -2_900, clockUncertaintyMs: 1_000 })),
    level: 'amber',
    words: /^The clock of Gate G1 is 3\.1 s ahead of the database’s\.$/u,
  },
  {
    kind: 'camera-failed',
    almost: withGate(() => ({ camera: 'starting' })),
    bad: withGate(() => ({ camera: 'failed' })),
    better: withGate(() => ({ camera: 'starting' })),
    level: 'red',
    words: /^Gate G1 has no picture from its camera\.$/u,
  },
  {
    kind: 'on-battery',
    almost: withGate(() => ({ power: null })),
    bad: withGate(() => ({ power: 'battery' })),
    better: null,
    level: 'amber',
    words: /^Gate G1 runs on its battery\.$/u,
  },
  {
    kind: 'gate-id-shared',
    almost: withGate((nowMs) => ({ idSharedAtMs: nowMs - 20_001 })),
    bad: withGate((nowMs) => ({ idSharedAtMs: nowMs - 20_000 })),
    better: null,
    level: 'red',
    words: /^Two laptops run as Gate G1 at the same time: /u,
  },
  {
    kind: 'many-gates-at-once',
    almost: withGatesAtOnce(4, 10),
    bad: withGatesAtOnce(6, 3),
    better: withGatesAtOnce(5, 1),
    level: 'amber',
    words: /up to 6 in one second, in 3 seconds of the last minute\.$/u,
  },
  {
    kind: 'one-code-many-gates',
    almost: (_night, nowMs) => ({
      recent: [
        attempt(nowMs - 11 * MINUTE_MS, 'G1', { presented: '7', ticketPurchaseId: 7 }),
        attempt(nowMs - MINUTE_MS, 'G2', {
          presented: '7',
          ticketPurchaseId: 7,
          verdict: 'already-admitted',
        }),
        attempt(nowMs, 'G2', { presented: '7', ticketPurchaseId: 7, verdict: 'already-admitted' }),
      ],
    }),
    bad: (_night, nowMs) => ({
      names: new Map([[7, 'Zoë']]),
      recent: [
        attempt(nowMs - 9 * MINUTE_MS, 'G1', { presented: '7', ticketPurchaseId: 7 }),
        attempt(nowMs, 'G2', { presented: '7', ticketPurchaseId: 7, verdict: 'already-admitted' }),
      ],
    }),
    better: null,
    level: 'amber',
    words: /^Ticket purchase 7 \(Zoë\) was tried 2 times at G1 and G2 within 10 minutes\. Admitted at G1\.$/u,
  },
  {
    kind: 'refusals-rising',
    almost: withRefusals(24),
    bad: withRefusals(26),
    better: withRefusals(18),
    level: 'amber',
    words:
      /^Refusals rise: 26 % of the last five minutes’ attempts, 5 % before\. Most: unknown code \(26 of 26\)\.$/u,
  },
  {
    kind: 'slow-answers',
    almost: withGate(() => ({ recentP95Ms: 999 })),
    bad: withGate(() => ({ recentP95Ms: 1_000 })),
    better: withGate(() => ({ recentP95Ms: 700 })),
    level: 'amber',
    words: /^Gate G1 answers slowly: one in twenty of its last minute took 1000 ms or more\.$/u,
  },
  {
    kind: 'slow-answers',
    almost: withDurations(900),
    bad: withDurations(2_400),
    better: withDurations(800),
    level: 'red',
    words: /^Answers are slow at 2 gates: one in twenty of the last minute took 2400 ms or more\.$/u,
  },
  {
    kind: 'deadlocks',
    almost: counting('deadlocks', 2),
    bad: counting('deadlocks', 4),
    better: null,
    looks: 4,
    level: 'amber',
    words: /^\d\d deadlocks in the last minute\./u,
  },
  {
    kind: 'row-lock-waits',
    almost: counting('rowLockWaits', 5),
    bad: counting('rowLockWaits', 20),
    better: null,
    looks: 3,
    level: 'amber',
    words: /^\d\d row lock waits in the last minute, 0 at this moment\.$/u,
  },
  {
    kind: 'row-lock-waits',
    almost: withServer({ rowLockWaitsNow: 4 }),
    bad: withServer({ rowLockWaitsNow: 5 }),
    better: withServer({ rowLockWaitsNow: 2 }),
    level: 'amber',
    words: /^0 row lock waits in the last minute, 5 at this moment\.$/u,
  },
  {
    kind: 'connections-near-limit',
    almost: withServer({ connections: 80, connectionLimit: 100 }),
    bad: withServer({ connections: 81, connectionLimit: 100 }),
    better: withServer({ connections: 76, connectionLimit: 100 }),
    level: 'amber',
    words: /^81 of the server’s 100 connections are used\.$/u,
  },
  {
    kind: 'status-unknown',
    almost: () => ({ unknownStatuses: 0 }),
    bad: () => ({ unknownStatuses: 3 }),
    better: null,
    level: 'amber',
    words: /^3 ticket purchases have a status that no gate knows: /u,
  },
  {
    kind: 'conflicts-open',
    almost: () => ({ conflicts: { open: 0, newestOpenedAtMs: null } }),
    bad: () => ({ conflicts: { open: 1, newestOpenedAtMs: 1_000 } }),
    better: null,
    level: 'amber',
    words: /^1 conflict is open: a ticket purchase was admitted more than once\.$/u,
  },
  {
    kind: 'lines-set-aside',
    almost: () => ({ setAside: [] }),
    bad: () => ({ setAside: [{ gateId: 'G1', lines: 2, newestAtMs: 1_000 }] }),
    better: null,
    level: 'amber',
    words: /^2 lines of the emergency log of Gate G1 could not go into the database and are set aside\.$/u,
  },
];

test.each(COURSES)(
  '$kind begins when it is bad enough, goes on without a flicker, and ends: $words',
  (course) => {
    const { kind, almost, bad, better, looks = 1, level, words } = course;
    const onlooker = startLooking();
    expect(onlooker.look(almost, 5)).toEqual([]);
    expect(onlooker.look()).toEqual([]);
    const [alert, ...others] = onlooker.look(bad, looks);
    expect(others).toEqual([]);
    expect(alertSchema.parse(alert)).toEqual(alert);
    expect(alert).toMatchObject({ kind, level, endedAt: null, acknowledged: null });
    expect(alert?.words).toMatch(words);
    expect(alert?.key.startsWith(`${kind}:`)).toBe(true);
    if (better !== null) {
      // To and fro about the threshold is one alert, not five.
      for (let times = 0; times < 3; times += 1) {
        expect(onlooker.look(better)).toMatchObject([{ key: alert?.key, endedAt: null }]);
        expect(onlooker.look(bad)).toMatchObject([{ key: alert?.key, endedAt: null }]);
      }
    }
    // Counters are compared over a minute: so long it goes on.
    const after = onlooker.look(undefined, looks === 1 ? 1 : 31);
    expect(goingOn(after)).toEqual([]);
    expect(after).toMatchObject([
      { key: alert?.key, kind, endedAt: expect.stringContaining('2026-06-01T19:') },
    ]);
    // Half an hour later nobody needs it any more.
    expect(onlooker.look(undefined, 901)).toEqual([]);
  },
);

test('every kind of alert has its course here', () => {
  // A queue that grows is also a gate that was on its own: it has a test below.
  expect(new Set([...COURSES.map(({ kind }) => kind), 'gate-behind'])).toEqual(new Set(ALERT_KINDS));
});

test('a quiet night is quiet for as long as one looks', () => {
  const onlooker = startLooking();
  for (let minutes = 0; minutes < 20; minutes += 1) expect(onlooker.look(undefined, 30)).toEqual([]);
});

test('a gate that was closed has nothing the matter, whatever it said last', () => {
  const onlooker = startLooking();
  const failed = { camera: 'failed', power: 'battery', recentP95Ms: 3_000, clockOffsetMs: 9_000 } as const;
  expect(onlooker.look(withGate(() => failed)).map(({ kind }) => kind)).toHaveLength(4);
  expect(goingOn(onlooker.look(withGate(() => ({ ...failed, standing: 'closed' }))))).toEqual([]);
});

test('what a gate said last still stands while it is not heard, and nothing new is made of it', () => {
  const onlooker = startLooking();
  onlooker.look(withGate(() => ({ camera: 'failed' })));
  const lost = withGate(() => ({
    camera: 'failed',
    power: 'battery',
    standing: 'not-heard',
    seenAtMs: 1_000,
    silentMs: 30_000,
  }));
  expect(onlooker.look(lost).map(({ kind }) => kind)).toEqual(['camera-failed', 'gate-not-heard']);
});

test('right after the database was away nobody is called unheard: the gates need a moment to be back', () => {
  const onlooker = startLooking();
  const lost = withGate(() => ({ standing: 'not-heard', seenAtMs: 1_000, silentMs: 30_000 }));
  expect(onlooker.look((night, nowMs) => ({ ...lost(night, nowMs), steadyMs: 14_000 }))).toEqual([]);
  expect(onlooker.look((night, nowMs) => ({ ...lost(night, nowMs), steadyMs: 16_000 }))).toHaveLength(1);
});

test('where no gate is heard, it is the network that is looked at first', () => {
  const onlooker = startLooking();
  const alerts = onlooker.look(({ gates }) => ({
    gates: gates.map((gate) => ({ ...gate, standing: 'not-heard', seenAtMs: 1_000, silentMs: 30_000 })),
  }));
  expect(alerts).toHaveLength(2);
  for (const { words, advice } of alerts) {
    expect(words).toContain('No other is heard either.');
    expect(advice).toContain('network between the gates and the server');
  }
});

test('a gate that has never scanned tonight counts as silent from its start', () => {
  const onlooker = startLooking();
  const unused: Changed = ({ recent, gates }, nowMs) => ({
    gates: [...gates, wellGate('G3', nowMs, { lastAttemptAtMs: null, startedAtMs: nowMs - 200_000 })],
    recent,
  });
  expect(onlooker.look(unused)).toMatchObject([
    {
      kind: 'gate-silent',
      gateId: 'G3',
      words: expect.stringContaining('has not scanned at all since it was started'),
    },
  ]);
});

test('two that came in on one code are red, and an unknown code is never shown', () => {
  const onlooker = startLooking();
  const alerts = onlooker.look((_night, nowMs) => ({
    recent: [
      attempt(nowMs - 3_000, 'G1', { presented: '7', ticketPurchaseId: 7 }),
      attempt(nowMs - 2_000, 'G2', { presented: '7', ticketPurchaseId: 7 }),
      attempt(nowMs - 1_000, 'G1', { presented: 'ab'.repeat(32), verdict: 'unknown-code' }),
      attempt(nowMs, 'G2', { presented: 'ab'.repeat(32), verdict: 'unknown-code' }),
    ],
  }));
  expect(alerts.map(({ level, words }) => [level, words])).toEqual([
    ['red', 'Ticket purchase 7 was tried 2 times at G1 and G2 within 10 minutes. Admitted at G1 and G2.'],
    [
      'amber',
      'One unknown code was tried 2 times at G1 and G2 within 10 minutes. Nobody came in on it here.',
    ],
  ]);
});

test('a restarted gate or server does not count its old deadlocks and waits again', () => {
  const onlooker = startLooking();
  const counted = (deadlocks: number, rowLockWaits: number): Changed => {
    return (night, nowMs) => ({
      ...withGate(() => ({ deadlocks }))(night, nowMs),
      ...withServer({ rowLockWaits })(night, nowMs),
    });
  };
  onlooker.look(counted(500, 5_000));
  expect(onlooker.look(counted(3, 20))).toEqual([]);
  expect(onlooker.look(counted(12, 20))).toMatchObject([{ words: expect.stringContaining('12 deadlocks') }]);
});

test('a gate without a complete snapshot gets two minutes for its first copy', () => {
  const onlooker = startLooking();
  const copying = (startedAgoMs: number): Changed =>
    withGate((nowMs) => ({ isSnapshotComplete: false, startedAtMs: nowMs - startedAgoMs }));
  expect(onlooker.look(copying(119_000))).toEqual([]);
  expect(onlooker.look(copying(121_000))).toMatchObject([{ kind: 'snapshot-old', level: 'red' }]);
});

test('a queue that grows from beat to beat is told, goes on while it stands still, and ends when it shrinks', () => {
  const onlooker = startLooking();
  const waiting = (pendingLines: number, beatAtMs?: number): readonly Alert[] =>
    onlooker
      .look(withGate((nowMs) => ({ standing: 'catching-up', pendingLines, seenAtMs: beatAtMs ?? nowMs })))
      .filter(({ kind, endedAt }) => kind === 'gate-behind' && endedAt === null);
  expect([9, 7, 8, 7, 9].flatMap((lines) => waiting(lines))).toEqual([]);
  // The same beat, looked at three times, has not grown three times.
  expect([8, 8, 8].flatMap((lines) => waiting(lines, 5_000))).toEqual([]);
  onlooker.look(undefined, 31);
  expect(waiting(3)).toEqual([]);
  expect(waiting(5)).toEqual([]);
  const [alert] = waiting(8);
  expect(alert).toMatchObject({
    level: 'red',
    words: expect.stringContaining('The queue of Gate G1 grows: 8 decisions of its own wait'),
  });
  expect(waiting(8)).toMatchObject([{ key: alert?.key }]);
  expect(waiting(12)).toMatchObject([{ key: alert?.key }]);
  expect(waiting(11)).toEqual([]);
});
