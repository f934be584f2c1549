import { useEffect, useState } from 'react';
import { ToneSymbol } from '../../components/symbols.tsx';
import styles from './check-section.module.css';
import { CHECK_WORDS } from './words/check-words.ts';

const TONES = ['admitted', 'refused', 'undecided'] as const;
/** Long enough to read from two metres. */
const NEXT_COLOUR_MS = 2_500;

/** The three colours over the whole screen, one after another, until it is touched. */
export function ColourPatches({ onTouched }: { readonly onTouched: () => void }) {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setShown((before) => (before + 1) % TONES.length), NEXT_COLOUR_MS);
    return () => clearInterval(timer);
  }, []);
  const tone = TONES[shown] ?? 'admitted';
  return (
    <button
      type="button"
      className={styles.patch}
      data-tone={tone}
      data-testid="colour-patch"
      onClick={onTouched}
    >
      <ToneSymbol tone={tone} />
      {CHECK_WORDS.patches[tone]}
    </button>
  );
}
