import { assert, constant, integer, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGateClock } from './gate-clock.ts';

/** A laptop whose clocks a test can move, and a server that is right. */
function laptop(behindMs: number) {
  const times = {
    monotonic: 1_000,
    uptime: 500_000,
    wall: 1_800_000_000_000 - behindMs,
    server: 1_800_000_000_000,
  };
  const clock = createGateClock({
    wallMs: () => times.wall,
    monotonicMs: () => times.monotonic,
    uptimeMs: () => Math.floor(times.uptime / 1_000) * 1_000,
  });
  const sleep = (ms: number): void => {
    times.uptime += ms;
    times.wall += ms;
    times.server += ms;
  };
  const pass = (ms: number): void => {
    times.monotonic += ms;
    sleep(ms);
  };
  return {
    times,
    clock,
    pass,
    sleep,
    look: (thereMs: number, backMs: number) => {
      const sentAtMs = times.monotonic;
      pass(thereMs);
      const serverNowMs = times.server;
      pass(backMs);
      clock.note({ sentAtMs, answeredAtMs: times.monotonic, serverNowMs });
    },
  };
}

describe('a gate’s clock', () => {
  test('is the laptop’s until somebody has measured it', () => {
    const { clock, times } = laptop(5_000);
    expect(clock.measurement()).toBeNull();
    expect(clock.serverNow().getTime()).toBe(times.wall);
  });

  test('is never further from the server’s than it says, whatever the way took, the laptop slept or its clock was set', () => {
    assert(
      property(
        record({
          behindMs: integer({ min: -86_400_000, max: 86_400_000 }),
          thereMs: integer({ min: 0, max: 5_000 }),
          backMs: integer({ min: 0, max: 5_000 }),
          ageMs: integer({ min: 0, max: 3_600_000 }),
          // A nap shorter than this is not noticed; only a clock that is set back by as much hides it.
          sleptMs: oneof(constant(0), integer({ min: 3_000, max: 36_000_000 })),
          setByMs: integer({ min: -86_400_000, max: 86_400_000 }),
        }),
        ({ behindMs, thereMs, backMs, ageMs, sleptMs, setByMs }) => {
          const { clock, times, look, pass, sleep } = laptop(behindMs);
          look(thereMs, backMs);
          sleep(sleptMs);
          pass(ageMs);
          times.wall += setByMs;
          const measured = clock.measurement();
          expect(measured).not.toBeNull();
          const errorMs = Math.abs(clock.serverNow().getTime() - times.server);
          expect(errorMs).toBeLessThanOrEqual(measured?.uncertaintyMs ?? 0);
          // What a line says of the clock, and what the rules go by, is one and the same.
          const offsetMs = clock.serverNow().getTime() - times.wall;
          expect(Math.abs((measured?.offsetMs ?? 0) - offsetMs)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('goes by the quickest look of the last minute', () => {
    const { clock, look } = laptop(60_000);
    look(400, 10);
    look(2, 2);
    look(10, 600);
    expect(clock.measurement()).toEqual({ offsetMs: 60_000, uncertaintyMs: 4 });
  });

  test.each([3 * 3_600_000, -3 * 3_600_000])(
    'goes on with the server’s when the laptop’s is set by %i ms in an outage',
    (setByMs) => {
      const { clock, times, look, pass } = laptop(3 * 3_600_000);
      look(1, 1);
      pass(60_000);
      times.wall += setByMs;
      expect(clock.serverNow().getTime()).toBe(times.server);
      expect(clock.measurement()?.offsetMs).toBe(times.server - times.wall);
    },
  );

  test('owns up to a jump ahead that may have been a pause, and believes the next look rather than a better one from before', () => {
    const { clock, times, look } = laptop(0);
    look(1, 1);
    times.wall += 3_600_000;
    expect(clock.measurement()?.uncertaintyMs).toBeGreaterThanOrEqual(3_600_000);
    look(50, 50);
    expect(clock.measurement()).toEqual({ offsetMs: -3_600_000, uncertaintyMs: 51 });
    expect(clock.serverNow().getTime()).toBe(times.server);
  });

  test('counts the time that a closed lid took, to the second or two', () => {
    const { clock, times, look, sleep } = laptop(0);
    look(1, 1);
    sleep(3_600_400);
    expect(Math.abs(clock.serverNow().getTime() - times.server)).toBeLessThanOrEqual(1_000);
    expect(clock.measurement()?.uncertaintyMs).toBeLessThan(3_000);
  });
});
