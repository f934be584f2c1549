import { expect, test } from 'vitest';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import type { Night } from '#shared/night.ts';
import { keepLooking, type Look } from './keep-looking.ts';

const NIGHT = { at: '2026-06-01T20:00:00.000Z' } as unknown as Night;

function lost(code: string): Error {
  return Object.assign(new Error('connection lost'), { code });
}

test('it goes on whatever comes of a look, says since when there is none, and shows the last night meanwhile', async () => {
  const outcomes = [
    lost('ECONNREFUSED'),
    NIGHT,
    lost('ECONNREFUSED'),
    lost('ETIMEDOUT'),
    new TypeError('a bug'),
    NIGHT,
  ];
  const stop = new AbortController();
  const looks: Look[] = [];
  const { log, entries } = keepingLog();
  await keepLooking({
    watch: {
      look: () => {
        const next = outcomes[looks.length];
        return next instanceof Error || next === undefined
          ? Promise.reject(next ?? new Error())
          : Promise.resolve(next);
      },
    },
    everyMs: 1,
    signal: stop.signal,
    onLook: (look) => {
      looks.push(look);
      if (looks.length === outcomes.length) stop.abort();
    },
    log,
  });
  const away = { outcome: 'away', cause: 'database-unreachable' };
  expect(looks).toMatchObject([
    { ...away, lastNight: null },
    { outcome: 'night', night: NIGHT },
    { ...away, lastNight: NIGHT },
    { ...away, lastNight: NIGHT },
    { outcome: 'away', cause: 'unexpected', lastNight: NIGHT },
    { outcome: 'night' },
  ]);
  const [, , third, fourth, fifth] = looks.map((look) =>
    look.outcome === 'away' ? look.since.getTime() : null,
  );
  expect([fourth, fifth]).toEqual([third, third]);
  // Each cause once, and that it is over.
  expect(entries.map(({ level }) => level)).toEqual(['warn', 'info', 'warn', 'warn', 'info']);
});

test('a look that ends after the quitting is not shown any more', async () => {
  const stop = new AbortController();
  const shown: Look[] = [];
  const looking = Promise.withResolvers<Night>();
  const done = keepLooking({
    watch: { look: () => looking.promise },
    everyMs: 1,
    signal: stop.signal,
    onLook: (look) => shown.push(look),
    log: keepingLog().log,
  });
  stop.abort();
  looking.resolve(NIGHT);
  await done;
  expect(shown).toEqual([]);
});
