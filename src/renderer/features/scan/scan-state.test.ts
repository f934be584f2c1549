import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleAnswer, exampleAttempt } from './examples.ts';
import {
  CUT_IN_AFTER_MS,
  INITIAL_SCAN_STATE,
  MAX_QUEUED,
  MINIMUM_SHOWN_MS,
  nextTickAtMs,
  reduceScan,
  type ScanEvent,
  type ScanState,
  shownVerdict,
  SLOW_AFTER_MS,
} from './scan-state.ts';

const TIMES = { admitted: 1_500, refused: 4_000, undecided: 4_000 };

const first = exampleAttempt(1, 'A', 0);

/** Runs a script of events, each with its time. */
function run(script: readonly (readonly [number, ScanEvent])[], from = INITIAL_SCAN_STATE): ScanState {
  return script.reduce((state, [atMs, event]) => reduceScan(state, event, atMs, TIMES), from);
}

function read(...attempts: readonly ReturnType<typeof exampleAttempt>[]): ScanEvent {
  return { kind: 'read', attempts };
}

function answered(
  attemptId: string,
  verdict: 'admitted' | 'cancelled' | 'undecided' = 'admitted',
): ScanEvent {
  return { kind: 'answered', attemptId, answer: exampleAnswer(attemptId, verdict) };
}

function leadNeeded(attemptId: string): ScanEvent {
  const { attemptId: id, doorTime, durationMs, retries, isRecalled } = exampleAnswer(attemptId, 'undecided');
  const base = { attemptId: id, doorTime, durationMs, retries, isRecalled, decidedBy: 'gate' } as const;
  return { kind: 'answered', attemptId, answer: { ...base, verdict: 'undecided', cause: 'lead-needed' } };
}

const tick: ScanEvent = { kind: 'tick' };

describe('the scan screen', () => {
  it('goes from scanning over judging to the verdict, and back by itself after the verdict’s time', () => {
    const judging = run([[0, read(first)]]);
    expect(judging.phase).toMatchObject({ kind: 'judging', attempt: first });
    const verdict = run([[20, answered(first.attemptId)]], judging);
    expect(verdict.phase).toMatchObject({ kind: 'verdict', shown: { shownAtMs: 20, untilMs: 1_520 } });
    expect(nextTickAtMs(verdict)).toBe(1_520);
    expect(run([[1_519, tick]], verdict)).toBe(verdict);
    expect(run([[1_520, tick]], verdict).phase.kind).toBe('scanning');
  });

  it('keeps a refusal and an undecided attempt for their own times', () => {
    for (const verdict of ['cancelled', 'undecided'] as const) {
      expect(
        nextTickAtMs(
          run([
            [0, read(first)],
            [10, answered(first.attemptId, verdict)],
          ]),
        ),
      ).toBe(4_010);
    }
  });

  it('calls judging slow only after a while, so that a quick answer shows no waiting', () => {
    const judging = run([[0, read(first)]]);
    expect(nextTickAtMs(judging)).toBe(SLOW_AFTER_MS);
    expect(run([[SLOW_AFTER_MS - 1, tick]], judging).phase).toMatchObject({ isSlow: false });
    expect(run([[SLOW_AFTER_MS, tick]], judging).phase).toMatchObject({ isSlow: true });
  });

  it('lets the next person’s code cut in at once', () => {
    const next = exampleAttempt(2, 'B', 10 + CUT_IN_AFTER_MS);
    const state = run([
      [0, read(first)],
      [10, answered(first.attemptId, 'cancelled')],
      [10 + CUT_IN_AFTER_MS, read(next)],
      [15 + CUT_IN_AFTER_MS, answered(next.attemptId)],
    ]);
    expect(shownVerdict(state)?.attempt).toEqual(next);
  });

  it('shows each of several codes in one frame for at least the minimum time', () => {
    const second = exampleAttempt(2, 'B', 0);
    const shown = run([
      [0, read(first, second)],
      [10, answered(first.attemptId)],
      [20, answered(second.attemptId)],
    ]);
    expect(shown.phase.kind).toBe('holding');
    expect(shownVerdict(shown)?.attempt).toEqual(first);
    expect(nextTickAtMs(shown)).toBe(10 + MINIMUM_SHOWN_MS);
    expect(shownVerdict(run([[10 + MINIMUM_SHOWN_MS, tick]], shown))?.attempt).toEqual(second);
  });

  it('never leaves one person’s green on the screen while the next code waits for a slow answer', () => {
    const next = exampleAttempt(2, 'B', 500);
    const state = run([
      [0, read(first)],
      [10, answered(first.attemptId)],
      [500, read(next)],
    ]);
    expect(shownVerdict(state)?.attempt).toEqual(first);
    const later = run([[500 + SLOW_AFTER_MS, tick]], state);
    expect(shownVerdict(later)).toBeNull();
    expect(later.phase).toMatchObject({ kind: 'judging', isSlow: true });
  });

  it('ignores a code that already waits for its answer, and an answer nobody waits for', () => {
    const judging = run([[0, read(first)]]);
    expect(run([[5, read(exampleAttempt(2, 'A', 5))]], judging)).toBe(judging);
    expect(run([[5, answered(exampleAttempt(3, 'C', 0).attemptId)]], judging)).toBe(judging);
  });

  it('takes no more than its queue holds', () => {
    const many = Array.from({ length: 40 }, (_, index) => exampleAttempt(index, `code ${index}`, 0));
    const state = run([[0, read(...many)]]);
    expect(state.queue.length + 1).toBe(MAX_QUEUED);
  });
});

describe('any order of readings, answers and waiting', () => {
  const step = fc.record({
    gapMs: fc.nat(2_000),
    codes: fc.subarray(['A', 'B', 'C', 'D']),
    answer: fc.constantFrom(null, 'admitted' as const, 'cancelled' as const, 'undecided' as const),
  });

  it('judges one at a time, shows every answer once and in order, long enough, and ends up scanning', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const submitted: string[] = [];
        const shown: { readonly id: string; readonly readAtMs: number; readonly atMs: number }[] = [];
        let state = INITIAL_SCAN_STATE;
        let atMs = 0;
        let number = 0;

        function apply(event: ScanEvent, nowMs: number): void {
          state = reduceScan(state, event, nowMs, TIMES);
          if (state.phase.kind === 'judging' && submitted.at(-1) !== state.phase.attempt.attemptId) {
            expect(submitted).not.toContain(state.phase.attempt.attemptId);
            submitted.push(state.phase.attempt.attemptId);
          }
          const verdict = shownVerdict(state);
          if (verdict !== null && shown.at(-1)?.id !== verdict.attempt.attemptId) {
            shown.push({ id: verdict.attempt.attemptId, readAtMs: verdict.attempt.readAtMs, atMs: nowMs });
          }
        }

        /** Lets the machine have every tick it asks for up to `untilMs`. */
        function waitUntil(untilMs: number): void {
          for (;;) {
            const dueMs = nextTickAtMs(state);
            if (dueMs === null || dueMs > untilMs) break;
            expect(dueMs).toBeGreaterThanOrEqual(atMs);
            atMs = dueMs;
            const before = state;
            apply(tick, atMs);
            expect(state).not.toBe(before);
          }
          atMs = untilMs;
        }

        for (const { gapMs, codes, answer } of steps) {
          waitUntil(atMs + gapMs);
          if (codes.length > 0) {
            apply(read(...codes.map((code) => exampleAttempt(number++, code, atMs))), atMs);
          }
          const { phase } = state;
          if (answer !== null && phase.kind === 'judging')
            apply(answered(phase.attempt.attemptId, answer), atMs);
        }
        while (state.phase.kind !== 'scanning') {
          if (state.phase.kind === 'judging') apply(answered(state.phase.attempt.attemptId), atMs);
          else waitUntil(nextTickAtMs(state) ?? atMs);
        }

        expect(shown.map(({ id }) => id)).toEqual(submitted);
        for (const [index, later] of shown.entries()) {
          const earlier = shown[index - 1];
          if (earlier === undefined) continue;
          const wasLongEnough = later.atMs - earlier.atMs >= MINIMUM_SHOWN_MS;
          expect(wasLongEnough || later.readAtMs >= earlier.atMs + CUT_IN_AFTER_MS).toBe(true);
        }
      }),
    );
  });

  it('keeps a guest who waits for the lead until the code is decided, or the guest has gone', () => {
    const waiting = run([
      [0, read(first)],
      [10, leadNeeded(first.attemptId)],
      [5_000, tick],
    ]);
    expect(waiting).toMatchObject({ phase: { kind: 'scanning' }, forLead: [{ attempt: first }] });
    const again = exampleAttempt(2, 'A', 6_000);
    const stillOne = run(
      [
        [6_000, read(again)],
        [6_010, leadNeeded(again.attemptId)],
      ],
      waiting,
    );
    expect(stillOne.forLead.map(({ attempt }) => attempt)).toEqual([again]);
    const busy = run(
      [
        [11_000, read(exampleAttempt(3, 'A', 11_000))],
        [11_010, answered(exampleAttempt(3, 'A', 0).attemptId, 'undecided')],
      ],
      stillOne,
    );
    expect(busy.forLead).toHaveLength(1);
    expect(run([[12_000, { kind: 'sent-away', attemptId: again.attemptId }]], busy).forLead).toEqual([]);
    const admitted = run(
      [[12_000, { kind: 'lead-answered', attempt: again, answer: exampleAnswer(again.attemptId) }]],
      busy,
    );
    expect(admitted).toMatchObject({ phase: { kind: 'verdict', shown: { attempt: again } }, forLead: [] });
  });

  it('leaves the screen to a guest whose code is being judged when the lead lets another in', () => {
    const second = exampleAttempt(2, 'B', 5_000);
    const judging = run([
      [0, read(first)],
      [10, leadNeeded(first.attemptId)],
      [5_000, read(second)],
    ]);
    const after = run(
      [[5_010, { kind: 'lead-answered', attempt: first, answer: exampleAnswer(first.attemptId) }]],
      judging,
    );
    expect(after.phase).toMatchObject({ kind: 'judging', attempt: second });
    expect(after.past[0]).toMatchObject({ attempt: first, answer: { verdict: 'admitted' } });
    expect(after.forLead).toEqual([]);
  });
});
