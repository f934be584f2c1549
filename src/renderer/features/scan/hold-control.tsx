import { type RefObject, useEffect, useRef, useState } from 'react';
import { KeySymbol } from '../../components/gate-symbols.tsx';
import styles from './hold-control.module.css';
import { WORDS } from './words.ts';

/** As long as no stray touch and no sleeve lasts. */
const HOLD_MS = 1_000;

/** The one thing on the scan screen that can be touched: held for a second it asks for the lead's PIN. */
export function HoldControl({ onHeld }: { readonly onHeld: () => void }) {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<Timer | null>(null);

  function release(): void {
    callOff(timer);
    setIsHeld(false);
  }
  useEffect(() => () => callOff(timer), []);

  return (
    <span
      className={styles.control}
      data-testid="lead-control"
      data-is-held={isHeld}
      title={WORDS.holdForLead}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setIsHeld(true);
        timer.current = setTimeout(() => {
          release();
          onHeld();
        }, HOLD_MS);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
    >
      <KeySymbol />
      {WORDS.lead}
    </span>
  );
}

type Timer = ReturnType<typeof setTimeout>;

function callOff(timer: RefObject<Timer | null>): void {
  if (timer.current !== null) clearTimeout(timer.current);
  timer.current = null;
}
