import { useState } from 'react';
import { useNow } from '../../components/use-now.ts';
import { useStore } from '../../use-store.ts';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { PIN_WORDS } from './words/pin-words.ts';
import { MIN_DIGITS, PinPad } from './pin-pad.tsx';
import { secondsUntil } from './seconds-until.ts';

/** Asks for the PIN. After wrong tries the main process takes none for a while, and the pad counts that down. */
export function PinEntry({ lead }: { readonly lead: LeadSession }) {
  const lock = useStore(lead.lock);
  const { instant } = useNow();
  const [pin, setPin] = useState('');
  const [isChecking, setIsChecking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const waitSeconds = secondsUntil(lock?.nextTryAt ?? null, instant);

  async function tryPin(): Promise<void> {
    setIsChecking(true);
    const reply = await lead.unlock(pin);
    setIsChecking(false);
    setPin('');
    switch (reply.outcome) {
      case 'unlocked':
      case 'no-pin-set':
        return setProblem(null);
      case 'wrong-pin':
        return setProblem(PIN_WORDS.wrong);
      case 'too-early':
        return setProblem(null);
      case 'failed':
        return setProblem(PIN_WORDS.failed(reply.problem));
      case 'unanswered':
        return setProblem(LEAD_WORDS.unanswered);
    }
  }

  return (
    <PinPad
      title={PIN_WORDS.title}
      hint={PIN_WORDS.scanningGoesOn}
      pin={pin}
      onChange={setPin}
      onEnter={() => void tryPin()}
      enterWords={isChecking ? PIN_WORDS.checking : PIN_WORDS.open}
      isEnterable={pin.length >= MIN_DIGITS && !isChecking && waitSeconds === 0}
      problem={problem}
      waitWords={waitSeconds === 0 ? null : PIN_WORDS.waitFor(waitSeconds)}
      onCancel={lead.close}
    />
  );
}
