import { Button } from '../../components/button.tsx';
import { useNow } from '../../components/use-now.ts';
import { useStore } from '../../use-store.ts';
import styles from './lead-screen.module.css';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { secondsUntil } from './seconds-until.ts';

/** From here on the time left is shown: before, it would only be another number that moves. */
const SHOWN_FROM_SECONDS = 15;

/** The time until the screen locks itself, towards its end. Any touch begins the minute anew, and so does this button. */
export function LockCountdown({ lead }: { readonly lead: LeadSession }) {
  const lock = useStore(lead.lock);
  const idleAtMs = useStore(lead.idleAtMs);
  const { instant, windowMs } = useNow();
  if (lock === null || lock.locksAt === null || idleAtMs === null) return null;
  // Whichever comes first: the main process's lock, or the screen's own minute.
  const seconds = Math.min(
    secondsUntil(lock.locksAt, instant),
    Math.max(0, Math.ceil((idleAtMs - windowMs) / 1_000)),
  );
  if (seconds > SHOWN_FROM_SECONDS) return null;
  return (
    <span className={styles.countdown} role="timer" data-testid="lock-countdown">
      {LEAD_WORDS.locksIn(seconds)}
      <Button onPress={lead.stay}>{LEAD_WORDS.stay}</Button>
    </span>
  );
}
