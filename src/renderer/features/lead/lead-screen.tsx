import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { fieldsOfError } from '../../ipc/log.ts';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { LeadDesk } from './lead-desk.tsx';
import styles from './lead-screen.module.css';
import { LEAD_WORDS } from './words/desk-words.ts';
import { PinChoice } from './pin-choice.tsx';
import { PinEntry } from './pin-entry.tsx';

const BACK_AFTER_MS = 2_000;

/** The lead's part of the window, beside the picture that goes on reading. Nothing while it is closed. */
export function LeadScreen({ scan }: { readonly scan: Scan }) {
  const { lead } = scan;
  const phase = useStore(lead.phase);
  if (phase === 'closed') return null;
  return (
    <aside
      className={styles.screen}
      data-testid="lead-screen"
      data-phase={phase}
      onPointerDownCapture={lead.stay}
      onKeyDownCapture={lead.stay}
    >
      {/* Whatever fails here, the picture beside it goes on. */}
      <ErrorBoundary
        fallback={<p className={styles.empty}>{LEAD_WORDS.loading}</p>}
        recoverAfterMs={BACK_AFTER_MS}
        onError={(error) => scan.log.error('The lead’s screen failed.', fieldsOfError(error))}
        onGiveUp={lead.close}
      >
        {phase === 'asking' && <PinEntry lead={lead} />}
        {phase === 'choosing' && <PinChoice lead={lead} />}
        {phase === 'open' && <LeadDesk scan={scan} />}
      </ErrorBoundary>
    </aside>
  );
}
