import { useEffect, useState } from 'react';
import type { GateCheckLine } from '#shared/gate-check.ts';
import { Button } from '../../components/button.tsx';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { CheckCard } from './check-card.tsx';
import type { LeadCheck } from './use-check.ts';
import { CHECK_WORDS } from './words/check-words.ts';
import { YesOrNo } from './yes-or-no.tsx';

const WORDS = CHECK_WORDS.loudspeaker;
const TONES = ['admitted', 'refused', 'undecided'] as const;
/** Longer than the longest sound, so that none is cut off. */
const NEXT_SOUND_MS = 1_100;

/** Plays every sound, and asks whether it was heard. */
export function CheckLoudspeaker({
  scan,
  line,
  confirm,
}: {
  readonly scan: Scan;
  readonly line: GateCheckLine | null;
  readonly confirm: LeadCheck['confirm'];
}) {
  const { sounds, settings } = scan;
  const canSound = useStore(sounds.canSound);
  /** How many of the sounds have been begun; null while none is asked for. */
  const [played, setPlayed] = useState<number | null>(null);

  useEffect(() => {
    const tone = played === null ? undefined : TONES[played];
    if (played === null || tone === undefined) return undefined;
    sounds.play(tone);
    const timer = setTimeout(() => setPlayed(played + 1), NEXT_SOUND_MS);
    return () => clearTimeout(timer);
  }, [played, sounds]);

  const isAsked = played === TONES.length;
  return (
    <CheckCard title={WORDS.title} line={line} hint={canSound ? WORDS.hint : WORDS.mute}>
      {isAsked ? (
        <YesOrNo
          question={WORDS.question}
          testId="loudspeaker"
          onAnswer={(isGood) => {
            setPlayed(null);
            confirm({ what: 'loudspeaker', isGood, volume: settings.sound.volume });
          }}
        />
      ) : (
        <Button isDisabled={played !== null} onPress={() => setPlayed(0)} testId="play-sounds">
          {WORDS.play}
        </Button>
      )}
    </CheckCard>
  );
}
