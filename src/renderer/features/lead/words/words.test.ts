import { describe, expect, it } from 'vitest';
import { BY_HAND_WORDS } from './by-hand-words.ts';
import { CONFLICT_WORDS } from '../../../components/conflict-words.ts';
import { LEAD_WORDS } from './desk-words.ts';
import { PIN_WORDS } from './pin-words.ts';
import { QUEUE_WORDS } from './queue-words.ts';
import { STATE_WORDS } from './state-words.ts';
import { TAKE_WORDS } from './take-words.ts';
import { WAITING_WORDS } from './waiting-words.ts';
import { WRITE_WORDS } from './write-words.ts';

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

/** The screen's own files as they are written. */
const SOURCES = import.meta.glob<string>(['../*.{ts,tsx}', '../../../components/*.tsx', '!../*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What those files say that import these words. */
function sourcesThatImport(words: string): string {
  return Object.values(SOURCES)
    .filter((source) => source.includes(`/${words}-words.ts`))
    .join('\n');
}

describe('the words of the lead’s screen', () => {
  it.each(Object.entries(WORDS_OF))('are all said by somebody: %s', (file, words) => {
    const sources = sourcesThatImport(file);
    const unsaid = Object.keys(words).filter((key) => !new RegExp(`\\.${key}\\b`, 'u').test(sources));
    expect(unsaid).toEqual([]);
  });
});
