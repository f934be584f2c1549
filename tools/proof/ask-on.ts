import type { Connection } from 'mysql2/promise';
import type { AskBooks } from '#main/rehearsal/books.ts';

/** Asks on a connection of a test's own, one statement after the other. */
export function askOn(connection: Connection): AskBooks {
  return async (statements) => {
    const results: unknown[] = [];
    for (const statement of statements) results.push((await connection.query(statement))[0]);
    return results;
  };
}
