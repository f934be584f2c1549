import path from 'node:path';
import { migrate } from '#main/database/migrate.ts';
import { fillPracticeData, hasOpenPracticeConcert, USUAL_TICKETS } from './data.ts';
import { startPractice, type StartedPractice } from './practice-server.ts';
import { silentLog } from './silent-log.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../drizzle');

/**
 * The practice server with tonight's concert on it. One that is started here is filled anew; one that runs already may have
 * gates at work, so its data is only replaced when it does not fit: another number of ticket purchases, or no concert open.
 */
export async function readyPractice(
  options: Readonly<{
    tickets?: number;
    isDetached: boolean;
    folder?: string;
    onProgress: (sentence: string) => void;
  }>,
): Promise<StartedPractice> {
  const { tickets = USUAL_TICKETS, onProgress, ...place } = options;
  const practice = await startPractice({ ...place, onProgress });
  try {
    await migrate({ url: practice.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
    const now = new Date();
    if (practice.isOurs || !(await hasOpenPracticeConcert(practice.url, tickets, now))) {
      onProgress(`Filling it with ${tickets} practice ticket purchases ...`);
      await fillPracticeData({ url: practice.url, tickets, now, onProgress });
    }
    return practice;
  } catch (error) {
    await practice.stop();
    throw error;
  }
}
