import { createHash } from 'node:crypto';
import type { EntryContent } from './log-line.ts';

type LineParticulars =
  | 'version'
  | 'logId'
  | 'sequence'
  | 'at'
  | 'gateId'
  | 'concertId'
  | 'programVersion'
  | 'previous'
  | 'code'
  | 'codeEnding';

type WithoutParticulars<E> = E extends unknown ? Omit<E, LineParticulars> : never;
type Kind<K extends EntryContent['kind']> = WithoutParticulars<Extract<EntryContent, { kind: K }>>;

/** What a gate hands to its log: a decision, without what the log itself knows or makes of it. */
export type NewEntry =
  | (Kind<'attempt'> & {
      /** As it was presented; only its digest and its ending are written. */
      readonly code: string;
    })
  | Kind<'entry'>;

/** From this many characters on, a code's ending is written: of a shorter one it would give too much away. */
const LONG_CODE_CHARACTERS = 12;
const ENDING_CHARACTERS = 4;

/** An entry with the marks of its code in the code's place. */
export function marked(entry: NewEntry) {
  return entry.kind === 'attempt' ? { ...entry, ...marksOfCode(entry.code) } : entry;
}

/** What a log keeps of a code: enough to find its ticket purchase, too little to print the ticket. */
function marksOfCode(code: string): { readonly code: string; readonly codeEnding: string } {
  const characters = Array.from(code);
  return {
    code: `sha256:${createHash('sha256').update(code, 'utf8').digest('hex')}`,
    codeEnding: characters.length < LONG_CODE_CHARACTERS ? '' : characters.slice(-ENDING_CHARACTERS).join(''),
  };
}
