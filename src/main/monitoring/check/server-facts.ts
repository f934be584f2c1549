import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';

/** A server's variables and counters by name, in small letters; on text for on, as each server writes it. */
export type ServerFacts = {
  /** As this session has it: the server's own, or what the session has set. */
  readonly variable: (name: string) => string | null;
  /** Null for what this server has no number of. */
  readonly number: (name: string) => number | null;
};

const pairRows = z.array(z.object({ Variable_name: z.string(), Value: z.string() }));

/** Asks for some variables and counters in one round trip. @throws the driver's error. */
export async function readServerFacts(
  pool: SessionPool,
  wanted: { readonly variables: readonly string[]; readonly counters: readonly string[] },
): Promise<ServerFacts> {
  const results = await ask(pool, 'read the server’s settings and counters', [
    `show variables where variable_name in (${among(['version', ...wanted.variables])})`,
    `show global status where variable_name in (${among(['Uptime', ...wanted.counters])})`,
  ]);
  const pairs = results.flatMap((rows) => pairRows.parse(rows));
  return factsOf(Object.fromEntries(pairs.map((pair) => [pair.Variable_name, pair.Value])));
}

/** Ours, and no input: nothing to escape. */
function among(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** The same from a record, as a test has it. */
export function factsOf(record: Readonly<Record<string, string>>): ServerFacts {
  const values = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  const variable = (name: string): string | null => values.get(name.toLowerCase()) ?? null;
  return {
    variable,
    number(name) {
      const value = variable(name);
      return value === null || value === '' || Number.isNaN(Number(value)) ? null : Number(value);
    },
  };
}
