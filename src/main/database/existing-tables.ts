import type { Connection, RowDataPacket } from 'mysql2/promise';

/** A column as the server describes it. */
export type ExistingColumn = {
  /** `varchar`, in small letters. */
  readonly dataType: string;
  /** `varchar(36)`, `enum('valid','used')`: as a person would write it. */
  readonly columnType: string;
  /** How many characters (or bytes of a binary column) it is sure to hold; null for what is not text. */
  readonly capacity: number | null;
  readonly characterSet: string | null;
  readonly collation: string | null;
  readonly isGenerated: boolean;
};

/** A table as the server describes it. */
export type ExistingTable = {
  /** Null for a view. */
  readonly engine: string | null;
  readonly columns: ReadonlyMap<string, ExistingColumn>;
  readonly primaryKey: readonly string[];
};

/** The most bytes that a character of utf8mb4 takes: TEXT types are bounded in bytes. */
const MAX_BYTES_PER_CHARACTER = 4;

/** Reads what the connection's database has, by names in small letters, as the server compares them for columns. */
export async function readExistingTables(connection: Connection): Promise<Map<string, ExistingTable>> {
  const tables = await select(
    connection,
    'SELECT table_name AS name, engine AS engine FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const columns = await select(
    connection,
    `SELECT table_name AS tableName, column_name AS name, data_type AS dataType, column_type AS columnType,
       character_maximum_length AS length, character_set_name AS characterSet, collation_name AS collation,
       extra AS extra, column_key AS columnKey
     FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY ordinal_position`,
  );
  const columnsOf = Map.groupBy(columns, (row) => String(row['tableName']).toLowerCase());
  return new Map(
    tables.map((table) => {
      const name = String(table['name']).toLowerCase();
      const own = columnsOf.get(name) ?? [];
      return [
        name,
        {
          engine: textOrNull(table['engine']),
          columns: new Map(own.map((row) => [String(row['name']).toLowerCase(), readColumn(row)])),
          primaryKey: own
            .filter((row) => row['columnKey'] === 'PRI')
            .map((row) => String(row['name']).toLowerCase()),
        },
      ];
    }),
  );
}

function readColumn(row: RowDataPacket): ExistingColumn {
  const dataType = String(row['dataType']).toLowerCase();
  const length = row['length'] === null ? null : Number(row['length']);
  return {
    dataType,
    columnType: String(row['columnType']),
    capacity:
      length !== null && dataType.endsWith('text') ? Math.floor(length / MAX_BYTES_PER_CHARACTER) : length,
    characterSet: textOrNull(row['characterSet']),
    collation: textOrNull(row['collation']),
    // Not `DEFAULT_GENERATED`, which is MySQL's word for a default that is an expression.
    isGenerated: /(?:VIRTUAL|STORED|PERSISTENT) GENERATED/iu.test(String(row['extra'])),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

async function select(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows;
}
