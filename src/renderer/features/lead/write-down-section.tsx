import { useState } from 'react';
import { FromPaper } from './from-paper.tsx';
import type { LeadSession } from './lead-session.ts';
import { WRITE_WORDS } from './words/write-words.ts';
import { OneGuest } from './one-guest.tsx';
import styles from './write-down.module.css';

const WAYS = ['one-guest', 'from-paper'] as const;
const WAY_WORDS = { 'one-guest': WRITE_WORDS.oneGuest, 'from-paper': WRITE_WORDS.fromPaper } as const;

/** Admissions that no camera could read: one at the door now, or a paper list afterwards. */
export function WriteDownSection({ lead }: { readonly lead: LeadSession }) {
  const [way, setWay] = useState<(typeof WAYS)[number]>('one-guest');
  return (
    <>
      <div className={styles.ways}>
        {WAYS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === way}
            data-testid={`way-${name}`}
            onClick={() => setWay(name)}
          >
            {WAY_WORDS[name]}
          </button>
        ))}
      </div>
      {way === 'one-guest' ? <OneGuest lead={lead} /> : <FromPaper lead={lead} />}
    </>
  );
}
