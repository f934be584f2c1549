import { mkdir, rm } from 'node:fs/promises';
import { describeError } from '#main/log/describe-error.ts';
import { holdRehearsal } from './hold.ts';
import { laptopsFolder } from './laptop.ts';
import { dropLeftOvers } from './left-overs.ts';
import { insistOnQuietDoors } from './live-gates.ts';
import type { Rehearsed, RehearsalPlan } from './plan.ts';
import { openRehearsalDatabase, type RehearsalDatabase } from './rehearsal-database.ts';
import { connectToServer, readServerVersion } from './server.ts';

/**
 * Holds a rehearsal, and takes away what it made, however it ends.
 * @throws {RehearsalError} when it can't be held; what the driver does when the server is away; the signal's reason.
 */
export async function rehearse(plan: RehearsalPlan): Promise<Rehearsed> {
  const { serverUrl, liveUrl, signal } = plan;
  const step = (words: string): void => plan.onProgress({ kind: 'step', words });
  if (liveUrl !== null) await insistOnQuietDoors(liveUrl, serverUrl);
  const version = await lookAround(serverUrl, step);
  signal.throwIfAborted();
  const database = await openRehearsalDatabase({
    serverUrl,
    liveUrl,
    name: plan.databaseName,
    migrationsFolder: plan.migrationsFolder,
    log: plan.log,
  });
  const laptops = laptopsFolder(database.name);
  try {
    step(`Rehearsing in database ${database.name} (${version}).`);
    await mkdir(laptops, { recursive: true, mode: 0o700 });
    return await holdRehearsal(database, { ...plan, laptops, version, step });
  } finally {
    await clearUp(database, plan, laptops, step);
  }
}

/** Which server it is; takes away what crashed rehearsals left on it. */
async function lookAround(serverUrl: string, step: (words: string) => void): Promise<string> {
  const server = await connectToServer(serverUrl);
  try {
    const { dropped, left } = await dropLeftOvers(server);
    for (const name of dropped) step(`Dropped ${name}, which a rehearsal left behind.`);
    for (const { name, why } of left) step(`${name} was left as it is: ${why}.`);
    return await readServerVersion(server);
  } finally {
    server.close();
  }
}

async function clearUp(
  database: RehearsalDatabase,
  { isKept, log }: RehearsalPlan,
  laptops: string,
  step: (words: string) => void,
): Promise<void> {
  try {
    await database.close(isKept);
    if (isKept) step(`Kept: database ${database.name}, and the gates’ folders in ${laptops}.`);
    else await rm(laptops, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    log.error('A rehearsal could not be cleared up', describeError(error));
    step(
      `The database ${database.name} could not be dropped; the next rehearsal on this server drops it when it can.`,
    );
  }
}
