import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BY_HAND_WORDS } from './by-hand-words.ts';
import { CONFLICT_WORDS } from './conflict-words.ts';
import { LEAD_WORDS } from './desk-words.ts';
import { PIN_WORDS } from './pin-words.ts';
import { QUEUE_WORDS } from './queue-words.ts';
import { STATE_WORDS } from './state-words.ts';
import { TAKE_WORDS } from './take-words.ts';
import { WAITING_WORDS } from './waiting-words.ts';
import { WRITE_WORDS } from './write-words.ts';

const LEAD_FOLDER = path.dirname(import.meta.dirname);

/** The words of each file that are asked for by name. */
const WORDS_OF = {
  'by-hand': BY_HAND_WORDS,
  conflict: CONFLICT_WORDS,
  desk: LEAD_WORDS,
  pin: PIN_WORDS,
  queue: QUEUE_WORDS,
  state: STATE_WORDS,
  take: TAKE_WORDS,
  waiting: WAITING_WORDS,
  write: WRITE_WORDS,
} as const;

/** What the screen's own files say that import these words. */
async function sourcesThatImport(words: string): Promise<string> {
  const names = await readdir(LEAD_FOLDER);
  const sources = await Promise.all(
    names
      .filter((name) => /\.tsx?$/u.test(name) && !name.includes('.test.'))
      .map((name) => readFile(path.join(LEAD_FOLDER, name), 'utf8')),
  );
  return sources.filter((source) => source.includes(`./words/${words}-words.ts`)).join('\n');
}

describe('the words of the lead’s screen', () => {
  it.each(Object.entries(WORDS_OF))('are all said by somebody: %s', async (file, words) => {
    const sources = await sourcesThatImport(file);
    const unsaid = Object.keys(words).filter((key) => !new RegExp(`\\.${key}\\b`, 'u').test(sources));
    expect(unsaid).toEqual([]);
  });
});
