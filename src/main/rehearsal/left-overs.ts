import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { isRehearsalName, REHEARSAL_NAMES } from './database-name.ts';
import { laptopsFolder } from './laptop.ts';
import type { ServerConnection } from './server.ts';
import { lookAt, type Standing } from './standing.ts';

/** What was found of rehearsals that ended without clearing up. */
export type LeftOvers = {
  readonly dropped: readonly string[];
  /** Left alone, with the reason in words. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
};

const nameSchema = z.object({ name: z.string() });

/** Drops what crashed rehearsals left on this server: only what is marked as a rehearsal's, was not to be kept, and is in nobody's use. */
export async function dropLeftOvers(server: ServerConnection): Promise<LeftOvers> {
  const rows = await server.rows(
    nameSchema,
    'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
    [REHEARSAL_NAMES],
  );
  const dropped: string[] = [];
  const left: { name: string; why: string }[] = [];
  for (const { name } of rows.filter((row) => isRehearsalName(row.name))) {
    const why = whyLeft(await lookAt(server, name));
    if (why === null) {
      await server.run(`DROP DATABASE IF EXISTS ${name}`);
      await rm(laptopsFolder(name), { recursive: true, force: true });
      dropped.push(name);
    } else if (why !== '') {
      left.push({ name, why });
    }
  }
  return { dropped, left };
}

/** Null for what is to be dropped; empty for what needs no words. */
function whyLeft(standing: Standing): string | null {
  switch (standing.kind) {
    case 'absent':
      return '';
    case 'foreign':
      return standing.why;
    case 'empty':
      return standing.isInUse ? 'another rehearsal is beginning in it' : null;
    case 'rehearsal':
      if (standing.isInUse) return 'another rehearsal, or somebody who looks at it, is using it';
      return standing.isKept ? 'it was kept on purpose' : null;
  }
}
