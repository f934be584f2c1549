import { describe, expect, test } from 'vitest';
import type { UndecidedCause } from '#shared/attempt.ts';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { createBreaker } from './breaker.ts';

const NOON = new Date('2026-11-22T12:00:00.000Z');
const identity = (cause: UndecidedCause | null): UndecidedCause | null => cause;
const answering = (cause: UndecidedCause | null) => () => Promise.resolve(cause);

describe('the breaker before the database', () => {
  test.each<UndecidedCause>([
    'database-unreachable',
    'no-answer-in-time',
    'access-denied',
    'read-only',
    'too-many-connections',
  ])('opens at the first “%s”, and then nobody is sent to the database', async (cause) => {
    const breaker = createBreaker(silentLog, () => NOON);
    expect(await breaker.ask(answering(cause), identity)).toBe(cause);
    expect(breaker.away()).toEqual({ cause, since: NOON });
    let isAsked = false;
    const asked = await breaker.ask(async () => {
      isAsked = true;
      return null;
    }, identity);
    expect([asked, isAsked]).toEqual([null, false]);
  });

  test.each<UndecidedCause>(['busy', 'bad-data', 'attempt-id-reused', 'no-concert'])(
    'stays closed at “%s”, which says nothing of the database',
    async (cause) => {
      const breaker = createBreaker(silentLog);
      expect(await breaker.ask(answering(cause), identity)).toBe(cause);
      await breaker.probe(answering(cause));
      expect(breaker.away()).toBeNull();
    },
  );

  test('is closed by a heartbeat that is well, and by nothing less', async () => {
    const breaker = createBreaker(silentLog, () => NOON);
    await breaker.probe(answering('database-unreachable'));
    const since = breaker.away()?.since;
    await breaker.probe(answering('busy'));
    await breaker.probe(answering('read-only'));
    expect(breaker.away()).toEqual({ cause: 'read-only', since });
    await breaker.probe(answering(null));
    expect(breaker.away()).toBeNull();
  });

  test('is tried again at once when the wall clock is set back an hour', async () => {
    const breaker = createBreaker(silentLog);
    await breaker.probe(answering('database-unreachable'));
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    try {
      await breaker.probe(answering(null));
    } finally {
      Date.now = now;
    }
    expect(breaker.away()).toBeNull();
  });

  test('is not opened by an attempt that was asked before the database came back', async () => {
    const breaker = createBreaker(silentLog);
    let fail: (cause: UndecidedCause) => void = () => undefined;
    const slow = breaker.ask(
      () =>
        new Promise<UndecidedCause | null>((resolve) => {
          fail = resolve;
        }),
      identity,
    );
    await breaker.probe(answering('database-unreachable'));
    await breaker.probe(answering(null));
    fail('no-answer-in-time');
    expect(await slow).toBe('no-answer-in-time');
    expect(breaker.away()).toBeNull();
  });

  test('knows a relapse from a first failure, and tells every change once', async () => {
    const breaker = createBreaker(silentLog, () => NOON);
    const told: (UndecidedCause | null)[] = [];
    breaker.onChanged((away) => told.push(away?.cause ?? null));
    await Promise.all([
      breaker.ask(answering('database-unreachable'), identity),
      breaker.ask(answering('database-unreachable'), identity),
    ]);
    expect(breaker.isRelapse()).toBe(false);
    await breaker.probe(answering('database-unreachable'));
    await breaker.probe(answering(null));
    await breaker.ask(answering('no-answer-in-time'), identity);
    expect(breaker.isRelapse()).toBe(true);
    expect(told).toEqual(['database-unreachable', null, 'no-answer-in-time']);
  });

  test('comes back although a listener throws, and tells the others', async () => {
    const { log, entries } = keepingLog();
    const breaker = createBreaker(log, () => NOON);
    const told: (UndecidedCause | null)[] = [];
    breaker.onChanged(() => {
      throw new Error('a listener that fails');
    });
    breaker.onChanged((away) => told.push(away?.cause ?? null));
    await breaker.probe(answering('database-unreachable'));
    await breaker.probe(answering(null));
    expect(told).toEqual(['database-unreachable', null]);
    expect(entries).toHaveLength(2);
  });
});
