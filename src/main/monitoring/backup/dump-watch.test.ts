import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { watchDump, type DumpWatch } from './dump-watch.ts';

const DUMP = Buffer.from(
  [
    '/*M!999999\\- enable the sandbox mode */ ',
    '-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)',
    '--',
    '-- Table structure for table `a`',
    "INSERT INTO `a` VALUES ('\\n-- Table structure for table `b`\\n-- Dump completed on');",
    '--',
    '-- Table structure for table `c`',
    '--',
    '-- Dump completed on 2026-11-22 20:53:41',
    '',
  ].join('\n'),
);

function watched(text: Buffer, cuts: readonly number[] = []): DumpWatch {
  const watch = watchDump();
  const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  for (let at = 1; at < places.length; at += 1) watch.note(text.subarray(places[at - 1], places[at]));
  return watch;
}

test('a dump says the same of itself, however it is torn into pieces', () => {
  const cut = fc.integer({ min: 0, max: DUMP.length });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 40 }), (cuts) => {
      const watch = watched(DUMP, cuts);
      expect([watch.kind(), watch.tables(), watch.bytes(), watch.isComplete()]).toEqual([
        'mariadb',
        2,
        DUMP.length,
        true,
      ]);
    }),
  );
});

test('a dump that lacks anything of its last line is not complete', () => {
  const lastLine = DUMP.lastIndexOf('-- Dump completed');
  for (let length = 0; length < lastLine + '-- Dump completed'.length; length += 1) {
    expect(watched(DUMP.subarray(0, length)).isComplete()).toBe(false);
  }
});

test('a dump with something behind its last line is not one', () => {
  expect(watched(Buffer.concat([DUMP, Buffer.from('DROP TABLE a;\n')])).isComplete()).toBe(false);
});

test('MySQL’s dumps are known too, and other texts are none', () => {
  expect(watched(Buffer.from('-- MySQL dump 10.13  Distrib 9.7.4, for Linux (x86_64)\n--\n')).kind()).toBe(
    'mysql',
  );
  expect(watched(Buffer.from('id,name\n1,Zoë\n')).kind()).toBeNull();
  expect(watched(Buffer.alloc(0)).kind()).toBeNull();
});
