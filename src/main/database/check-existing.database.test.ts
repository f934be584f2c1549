import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { ALL_MIGRATIONS, type Migrating, SEED_INDEXES, startMigrating } from './fixtures/migrating.ts';
import { MigrationError } from './migration-error.ts';

describe.each(inject('databaseServers'))('an odd database on $kind $version', (server) => {
  let database: Migrating;

  beforeEach(async () => {
    database = await startMigrating(server);
  });
  afterEach(() => database.drop());

  /** Everything that a migration could have changed. */
  async function shape(): Promise<unknown> {
    return database.sql(
      `SELECT table_name AS t, column_name AS c, column_type AS y, collation_name AS l
       FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1, 2`,
    );
  }

  async function refusal(): Promise<string> {
    const before = await shape();
    const error: unknown = await database.migrate().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MigrationError);
    expect(await shape()).toEqual(before);
    return error instanceof MigrationError ? error.message : '';
  }

  test('our tables are InnoDB on a server whose default engine has no rollback', async () => {
    await database.sql('SET GLOBAL default_storage_engine = MyISAM');
    try {
      await database.migrate();
    } finally {
      await database.sql('SET GLOBAL default_storage_engine = InnoDB');
    }
    const engines = await database.sql(
      'SELECT DISTINCT engine AS engine FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    expect(engines).toMatchObject([{ engine: 'InnoDB' }]);
  });

  test('tables without rollback are refused by name, and the command that the sentence gives puts it right', async () => {
    await database.becomeWebVersion();
    await database.sql(
      `ALTER TABLE ticket_purchases DROP FOREIGN KEY ticket_purchases_ticket_id_foreign;
       ALTER TABLE ticket_purchases ENGINE=MyISAM; ALTER TABLE teachers ENGINE=MyISAM`,
    );
    const message = await refusal();
    expect(message).toContain('teachers (MyISAM), ticket_purchases (MyISAM)');
    await database.sql(
      Array.from(message.matchAll(/ALTER TABLE [^;]+;/gu), ([command]) => command).join(' '),
    );
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
  });

  test.each([
    ['ADD used_by bigint', 'ticket_purchases.used_by is bigint', 'varchar(100) or longer'],
    ['ADD used_by varchar(40)', 'ticket_purchases.used_by is varchar(40)', 'varchar(100) or longer'],
    [
      'ADD used_by varchar(100) CHARACTER SET latin1',
      'ticket_purchases.used_by is varchar(100) in latin1',
      'character set utf8mb4',
    ],
    ['ADD used_at varchar(30)', 'ticket_purchases.used_at is varchar(30)', 'datetime or timestamp'],
    ['ADD used_at date', 'ticket_purchases.used_at is date', 'datetime or timestamp'],
    ['ADD used_gate_id int', 'ticket_purchases.used_gate_id is int', 'varchar(16) or longer'],
    [
      'ADD used_gate_id varchar(16) COLLATE utf8mb4_general_ci',
      'used_gate_id has the collation utf8mb4_general_ci',
      'that of gates.id',
    ],
    ["MODIFY status enum('valid','used')", "status is enum('valid','used')", "'cancelled'"],
    ['MODIFY status varchar(5)', 'ticket_purchases.status is varchar(5)', 'varchar(9)'],
    ['MODIFY is_sold varchar(5)', 'ticket_purchases.is_sold is varchar(5)', 'an integer type'],
    ['MODIFY qr_code blob', 'ticket_purchases.qr_code is blob', 'a text type'],
    ['ADD qr_code_digest binary(32)', 'ticket_purchases.qr_code_digest is binary(32)', 'generates'],
    ['DROP COLUMN qr_code', 'ticket_purchases has no column qr_code', 'another name'],
  ])('%s is refused before anything is changed', async (change, found, wanted) => {
    await database.becomeWebVersion();
    if (change.includes('qr_code')) {
      await database.sql('DROP INDEX ticket_purchases_qr_code_index ON ticket_purchases');
    }
    await database.sql(`ALTER TABLE ticket_purchases ${change}`);
    const message = await refusal();
    expect(message).toContain(found);
    expect(message).toContain(wanted);
  });

  test('everything that stands in the way is named at once', async () => {
    await database.becomeWebVersion();
    await database.sql(
      `ALTER TABLE ticket_purchases ADD used_by bigint, ADD used_at date; ALTER TABLE concerts ADD starts_at time;
       CREATE TABLE scan_attempts (id bigint PRIMARY KEY, code text)`,
    );
    const message = await refusal();
    expect(message).toContain('ticket_purchases.used_by');
    expect(message).toContain('ticket_purchases.used_at');
    expect(message).toContain('concerts.starts_at is time');
    expect(message).toContain('scan_attempts has no column attempt_id');
  });

  test.each([
    ['used_at timestamp NULL', 'used_gate_id varchar(50) COLLATE utf8mb4_unicode_ci', 'used_by text'],
    ['used_at datetime', 'used_gate_id char(16) COLLATE utf8mb4_unicode_ci', 'used_by varchar(255)'],
  ])('columns of a type that a gate can use are kept: %s, %s, %s', async (...columns) => {
    await database.becomeWebVersion();
    await database.sql(
      `ALTER TABLE ticket_purchases ${columns.map((column) => `ADD ${column}`).join(', ')},
         MODIFY is_sold int NULL, MODIFY status varchar(20) NOT NULL`,
    );
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
  });

  test.each([
    ['varchar(64)', 'qr_code:null'],
    ['char(36)', 'qr_code:null'],
    ['varchar(100)', 'qr_code:100'],
    ['tinytext', 'qr_code:63'],
    ['longtext', 'qr_code:100'],
  ])('a code column of %s gets the indexes of the seed, as long as it allows', async (type, part) => {
    await database.becomeWebVersion();
    await database.sql(
      `DROP INDEX ticket_purchases_qr_code_index ON ticket_purchases; ALTER TABLE ticket_purchases MODIFY qr_code ${type}`,
    );
    expect(await database.migrate()).toEqual(ALL_MIGRATIONS);
    const indexes = await database.indexesOf('ticket_purchases');
    expect(Object.keys(indexes)).toEqual(expect.arrayContaining(Object.keys(SEED_INDEXES)));
    // A prefix as long as its column is kept by one server as no prefix at all.
    const wanted = type === 'varchar(100)' ? /^qr_code:(?:100|null)$/u : new RegExp(`^${part}$`, 'u');
    expect(indexes['ticket_purchases_qr_code_index']?.join()).toMatch(wanted);
    expect(indexes['ticket_purchases_status_qr_code_index']?.[1]).toMatch(wanted);
    const digests = 'SELECT COUNT(*) AS n FROM ticket_purchases WHERE qr_code_digest = UNHEX(SHA2(?, 256))';
    expect(await database.sql(digests, ['TICKET-3-äöü'])).toMatchObject([{ n: 1 }]);
  });

  test('a table that lacks a name still takes the rows of a program that knows of none', async () => {
    await database.becomeWebVersion();
    await database.sql('ALTER TABLE teachers CHANGE name full_name varchar(255) NOT NULL');
    await database.migrate();
    await database.sql("INSERT INTO teachers (full_name) VALUES ('Ada')");
    expect(await database.sql('SELECT name FROM teachers')).toMatchObject([{ name: null }, { name: null }]);
  });

  test('an operator of any script fits, though the web version’s table is latin1', async () => {
    await database.becomeWebVersion();
    await database.sql('ALTER TABLE ticket_purchases CONVERT TO CHARACTER SET latin1');
    await database.migrate();
    await database.sql(
      "UPDATE ticket_purchases SET used_by = 'ปรียานุช Ґалаґан', used_gate_id = 'G1' WHERE id = 1",
    );
    expect(await database.sql('SELECT used_by AS operator FROM ticket_purchases WHERE id = 1')).toMatchObject(
      [{ operator: 'ปรียานุช Ґалаґан' }],
    );
  });
});
