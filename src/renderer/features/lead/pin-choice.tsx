import { useState } from 'react';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { PIN_WORDS } from './words/pin-words.ts';
import { MIN_DIGITS, PinPad } from './pin-pad.tsx';

/** Has the first PIN of this laptop chosen, and typed once more: nobody could undo a slip of the finger. */
export function PinChoice({ lead }: { readonly lead: LeadSession }) {
  const [pin, setPin] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function onEnter(): void {
    setPin('');
    setProblem(null);
    if (chosen === null) return setChosen(pin);
    if (chosen === pin) return void save(pin);
    setChosen(null);
    setProblem(PIN_WORDS.differ);
  }

  async function save(newPin: string): Promise<void> {
    setIsSaving(true);
    const reply = await lead.choosePin(newPin, null);
    setIsSaving(false);
    if (reply.outcome === 'unlocked') return;
    setChosen(null);
    setProblem(reply.outcome === 'failed' ? PIN_WORDS.failed(reply.problem) : LEAD_WORDS.unanswered);
  }

  return (
    <PinPad
      title={chosen === null ? PIN_WORDS.choose : PIN_WORDS.again}
      hint={PIN_WORDS.chooseHint}
      pin={pin}
      onChange={setPin}
      onEnter={onEnter}
      enterWords={isSaving ? PIN_WORDS.checking : PIN_WORDS.next}
      isEnterable={pin.length >= MIN_DIGITS && !isSaving}
      problem={problem}
      waitWords={null}
      onCancel={lead.close}
    />
  );
}
