import { useState } from 'react';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { fieldsOfError } from '../../ipc/log.ts';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { GatePanel } from './gate-panel.tsx';
import { GateStrip } from './gate-strip.tsx';
import { Picture } from './picture.tsx';
import { shownVerdict } from './scan-state.ts';
import styles from './scan-screen.module.css';
import { TypingField } from './typing-field.tsx';
import { useKeyboard } from './use-keyboard.ts';
import { VerdictLayer } from './verdict-layer.tsx';

const PANEL_BACK_AFTER_MS = 3_000;

/**
 * What the volunteer sees all night: the picture, the gate, and a verdict over both. While the lead's screen is open it goes on in the
 * part that is left, with everything in its place in the tree: a picture that was taken down would have to start anew.
 */
export function ScanScreen({ scan }: { readonly scan: Scan }) {
  const { session, settings, lead } = scan;
  const state = useStore(session.state);
  const gate = useStore(scan.gate);
  const isBesideLead = useStore(lead.phase) !== 'closed';
  const [isTyping, setIsTyping] = useState(false);
  const notice = useStore(session.notice);
  const shown = shownVerdict(state);
  useKeyboard(scan, isTyping, setIsTyping);

  return (
    <section
      className={styles.screen}
      data-testid="scan-screen"
      data-phase={state.phase.kind}
      data-is-beside-lead={isBesideLead}
    >
      <Picture scan={scan} isJudgingSlow={state.phase.kind === 'judging' && state.phase.isSlow} gate={gate} />
      {/* Scanning goes on without the panel. */}
      <ErrorBoundary
        fallback={<aside />}
        recoverAfterMs={PANEL_BACK_AFTER_MS}
        onError={(error) => scan.log.error('The gate’s panel failed.', fieldsOfError(error))}
      >
        {isBesideLead ? (
          <GateStrip gate={gate} past={state.past} />
        ) : (
          <GatePanel
            gate={gate}
            past={state.past}
            guestsForLead={state.forLead.length}
            sounds={scan.sounds}
            hasDamagedSettings={settings.settingsProblem !== null}
            onLead={lead.open}
          />
        )}
      </ErrorBoundary>
      <VerdictLayer
        shown={shown}
        waitingCodes={state.queue.length}
        notice={notice}
        gate={gate}
        onPainted={session.painted}
        log={scan.log}
      />
      {/* Two fields would take the cursor from each other. */}
      {isTyping && !isBesideLead && (
        <TypingField
          onCode={(code) => {
            setIsTyping(false);
            session.takeCode(code, 'typed');
          }}
          onClose={() => setIsTyping(false)}
        />
      )}
    </section>
  );
}
