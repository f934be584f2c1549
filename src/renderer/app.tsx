import { Suspense, use } from 'react';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { Curtain } from './components/curtain.tsx';
import styles from './components/window.module.css';
import { LeadScreen } from './features/lead/lead-screen.tsx';
import { ScanScreen } from './features/scan/scan-screen.tsx';
import { WORDS } from './features/scan/words.ts';
import { fieldsOfError, type RendererLog } from './ipc/log.ts';
import type { Scan } from './start-scan.ts';
import { useStore } from './use-store.ts';

const RECOVER_AFTER_MS = 1_500;

/** The window: the scan screen, and what stands in for it while it starts or recovers. */
export function App({ scan, log }: { readonly scan: Promise<Scan>; readonly log: RendererLog }) {
  return (
    <ErrorBoundary
      fallback={<Curtain words={WORDS.recovering} />}
      recoverAfterMs={RECOVER_AFTER_MS}
      onError={(error) => log.error('The scan screen failed and starts again.', fieldsOfError(error))}
      // What failed may be `scan` itself, and then no other try within this window can differ.
      onGiveUp={() => location.reload()}
    >
      <Suspense fallback={<Curtain words={WORDS.starting} />}>
        <StartedScreen scan={scan} />
      </Suspense>
    </ErrorBoundary>
  );
}

function StartedScreen({ scan }: { readonly scan: Promise<Scan> }) {
  const started = use(scan);
  const isLeadOpen = useStore(started.lead.phase) !== 'closed';
  const isBehind = useStore(started.isControlRoomInFront);
  return (
    <main className={styles.window} data-is-lead-open={isLeadOpen}>
      <ScanScreen scan={started} />
      <LeadScreen scan={started} />
      {isBehind && <Behind />}
    </main>
  );
}

/** Over everything, and everything stays in its place under it: the camera needs not start anew. */
function Behind() {
  return (
    <p className={styles.behind} role="status" data-testid="behind-control-room">
      {WORDS.behindControlRoom}
    </p>
  );
}
