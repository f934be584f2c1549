import { expect, test } from 'vitest';
import { momentNow } from './server-moment.ts';

const HOUR_MS = 60 * 60 * 1_000;

test('a moment from before the database was first seen is put right by the first measurement, and then stays', () => {
  let passedMs = 0;
  let offsetMs: number | null = null;
  const clock = {
    measurement: () => (offsetMs === null ? null : { offsetMs, uncertaintyMs: 1 }),
    serverNow: () => new Date(1_000_000 + passedMs + (offsetMs ?? 0)),
  };
  const moment = momentNow(clock, () => passedMs);
  passedMs = 5_000;
  expect(moment()).toEqual(new Date(1_000_000));
  offsetMs = -HOUR_MS;
  expect(moment()).toEqual(new Date(1_000_000 - HOUR_MS));
  offsetMs = -HOUR_MS + 7;
  passedMs = 60_000;
  expect(moment()).toEqual(new Date(1_000_000 - HOUR_MS));
  expect(momentNow(clock, () => passedMs)()).toEqual(new Date(1_060_000 - HOUR_MS + 7));
});
