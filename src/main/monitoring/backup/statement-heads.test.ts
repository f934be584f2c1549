import { describe, expect, test } from 'vitest';
import { judgeStatement, type StatementJudgement } from './judge-statement.ts';
import { readStatements } from './statement-heads.ts';

type Read = {
  readonly judged: readonly StatementJudgement[];
  readonly heads: readonly string[];
  readonly isOpen: boolean;
};

function read(text: string, cuts: readonly number[] = []): Read {
  const judged: StatementJudgement[] = [];
  const heads: string[] = [];
  const reader = readStatements((head) => {
    heads.push(head.text.trim());
    judged.push(judgeStatement(head));
  });
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  for (let at = 1; at < places.length; at += 1) reader.note(bytes.subarray(places[at - 1], places[at]));
  return { isOpen: reader.end(), judged, heads };
}

/** What the tools write, of either make. */
const DUMP = String.raw`/*M!999999\- enable the sandbox mode */
-- MariaDB dump 10.19; USE live;
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
SET @@SESSION.SQL_LOG_BIN= 0;
DROP TABLE IF EXISTS ${'`'}a;b${'`'};
CREATE TABLE ${'`'}a;b${'`'} (
  ${'`'}id${'`'} int NOT NULL COMMENT 'it''s; DROP TABLE live.a; "\'',
  KEY (${'`'}id${'`'})
) ENGINE=InnoDB;
LOCK TABLES ${'`'}a;b${'`'} WRITE;
/*!40000 ALTER TABLE ${'`'}a;b${'`'} DISABLE KEYS */;
set autocommit=0;
INSERT INTO ${'`'}a;b${'`'} (${'`'}id${'`'}) VALUES ('\\'),('李 -- /* # \n;USE live;'),(_binary 0x00),(-1);
/*!40000 ALTER TABLE ${'`'}a;b${'`'} ENABLE KEYS */;
UNLOCK TABLES;
commit;
DO SETVAL(${'`'}numbers${'`'}, 1, 0);
/*!80002 ANALYZE TABLE ${'`'}a${'`'} UPDATE HISTOGRAM ON ${'`'}id${'`'} WITH 100 BUCKETS */;
/*!50003 SET sql_mode              = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=${'`'}root${'`'}@${'`'}localhost${'`'}*/ /*!50003 TRIGGER odd BEFORE INSERT ON a FOR EACH ROW BEGIN
  SET NEW.b = 'ends with a \'; -- it's a comment
END */;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=${'`'}root${'`'}@${'`'}%${'`'} SQL SECURITY DEFINER */
/*!50001 VIEW ${'`'}sold${'`'} AS select ${'`'}live${'`'}.${'`'}a${'`'} AS ${'`'}a${'`'} */;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ;
-- Dump completed on 2026-06-01`;

test('what the tools write touches its own database only, however it is torn into pieces', () => {
  const whole = read(DUMP);
  expect(whole.isOpen).toBe(false);
  expect(whole.heads.filter((_, at) => whole.judged[at]?.touches !== 'own')).toEqual([]);
  expect(whole.heads).toHaveLength(20);
  const end = Buffer.byteLength(DUMP);
  for (let cut = 0; cut <= end; cut += 1) expect(read(DUMP, [cut])).toEqual(whole);
  expect(
    read(
      DUMP,
      Array.from({ length: end }, (_, cut) => cut),
    ),
  ).toEqual(whole);
});

test.each([
  'use live;',
  '  Use `live` ;',
  '/* one */ USE live;',
  '/*!40000 use live */;',
  'USE live',
  'CREATE DATABASE /*!32312 IF NOT EXISTS*/ `live`;',
  '/*!40000 CREATE DATABASE `live` */;',
  '/*!40000 DROP DATABASE IF EXISTS `live`*/;',
  'drop schema live;',
  'DELIMITER //\nuse live//',
  "INSERT INTO a VALUES ('\\'; -- ');use live;",
])('%j names its own database', (text) => {
  expect(read(text).judged.at(-1)).toEqual({ touches: 'database' });
});

describe.each([
  ['DROP TABLE live.a;', 'DROP TABLE live.a'],
  ['DROP TABLE a, live.a;', 'DROP TABLE a'],
  ['DROP TABLE `live` . `a`;', 'DROP TABLE'],
  ['insert into live.a values (1);', 'insert into live.a'],
  ["update a set name = 'Mia';", 'update a set'],
  ['RENAME TABLE a TO live.b;', 'RENAME TABLE a'],
  ['alter table a rename to live.a;', 'alter table a'],
  ['SET GLOBAL max_connections = 1;', 'SET GLOBAL max_connections'],
  ['SET @a = 1, @@global.max_connections = 1;', 'SET @a'],
  ["SET  PASSWORD = 'x';", 'SET PASSWORD'],
  ['GRANT ALL ON *.* TO a;', 'GRANT ALL ON'],
  ['CREATE TRIGGER live.odd BEFORE INSERT ON live.a FOR EACH ROW SET @a = 1;', 'CREATE TRIGGER live.odd'],
  ['\\! touch a\n', '\\! touch a'],
  ['system touch a\n', 'system touch a'],
  ['source a.sql\nCREATE TABLE a (id INT);', 'source a.sql CREATE'],
  ['delimiter go\nCREATE TABLE a (id INT)\ngo', 'delimiter go'],
])('%j', (text, words) => {
  test(`is unknown, and only “${words}” is told of it`, () => {
    expect(read(text).judged[0]).toEqual({ touches: 'unknown', words });
  });
});

test('what stands far behind the first words of a statement is not overlooked', () => {
  expect(read(`DROP TABLE a${' '.repeat(5_000)}, live.a;`).judged).toMatchObject([{ touches: 'unknown' }]);
});

test.each([
  ['ALTER DATABASE `live` CHARACTER SET latin1;', '`live` '],
  ['/*!50003 alter schema  live\ncollate utf8mb4_bin */ ;', 'live\n'],
  ['SET NAMES utf8mb4; /* 李 */ ALTER DATABASE `li``李` DEFAULT CHARSET utf8mb4;', '`li``李` '],
])('the name in %j is found, to be left out', (text, name) => {
  const judged = read(text).judged.at(-1);
  expect(judged?.touches).toBe('own-unnamed');
  if (judged?.touches !== 'own-unnamed') return;
  const bytes = Buffer.from(text);
  expect(bytes.subarray(judged.name.from, judged.name.to + 1).toString()).toBe(name);
});

test.each(["INSERT INTO a VALUES ('x", 'CREATE TABLE `a', '/* a comment'])('%j is left open', (text) => {
  expect(read(`${text};\n-- Dump completed`).isOpen).toBe(true);
});
