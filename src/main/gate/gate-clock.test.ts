import { assert, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGateClock } from './gate-clock.ts';

/** A laptop whose two clocks a test can move, and a server that is right. */
function laptop(behindMs: number) {
  const times = { monotonic: 1_000, wall: 1_800_000_000_000 - behindMs, server: 1_800_000_000_000 };
  const clock = createGateClock(
    () => times.wall,
    () => times.monotonic,
  );
  const pass = (ms: number): void => {
    times.monotonic += ms;
    times.wall += ms;
    times.server += ms;
  };
  return {
    times,
    clock,
    pass,
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

  test('is never further from the server’s than it says, whatever the way there and back took', () => {
    assert(
      property(
        record({
          behindMs: integer({ min: -86_400_000, max: 86_400_000 }),
          thereMs: integer({ min: 0, max: 5_000 }),
          backMs: integer({ min: 0, max: 5_000 }),
          ageMs: integer({ min: 0, max: 3_600_000 }),
        }),
        ({ behindMs, thereMs, backMs, ageMs }) => {
          const { clock, times, look, pass } = laptop(behindMs);
          look(thereMs, backMs);
          pass(ageMs);
          const measured = clock.measurement();
          expect(measured).not.toBeNull();
          const errorMs = Math.abs(clock.serverNow().getTime() - times.server);
          expect(errorMs).toBeLessThanOrEqual(measured?.uncertaintyMs ?? 0);
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

  test('owns up to it when the laptop’s clock is set, and believes the next look rather than a better one from before', () => {
    const { clock, times, look } = laptop(0);
    look(1, 1);
    times.wall += 3_600_000;
    expect(clock.measurement()?.uncertaintyMs).toBeGreaterThanOrEqual(3_600_000);
    look(50, 50);
    expect(clock.measurement()).toEqual({ offsetMs: -3_600_000, uncertaintyMs: 51 });
    expect(clock.serverNow().getTime()).toBe(times.server);
  });
});
