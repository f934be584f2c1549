import { useEffect, useState } from 'react';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { fieldsOfError } from '../../ipc/log.ts';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { GatePanel } from './gate-panel.tsx';
import { listenToKeyboard } from './keyboard.ts';
import { Picture } from './picture.tsx';
import { shownVerdict } from './scan-state.ts';
import styles from './scan-screen.module.css';
import { TypingField } from './typing-field.tsx';
import { VerdictLayer } from './verdict-layer.tsx';

const PANEL_BACK_AFTER_MS = 3_000;

/** What the volunteer sees all night: the picture, the gate, and a verdict over both. Nothing on it can be pressed. */
export function ScanScreen({ scan }: { readonly scan: Scan }) {
  const { session, settings } = scan;
  const state = useStore(session.state);
  const gate = useStore(scan.gate);
  const [isTyping, setIsTyping] = useState(false);
  const notice = useStore(session.notice);
  const shown = shownVerdict(state);

  useEffect(
    () =>
      listenToKeyboard({
        target: window,
        typingKey: settings.screen.typingKey,
        isTyping: () => isTyping,
        onTypingKey: () => setIsTyping(!isTyping),
        onScannerCode: (code) => {
          setIsTyping(false);
          session.takeCode(code, 'scanner');
        },
        onBrokenScan: session.scanBroke,
      }),
    [session, settings, isTyping],
  );

  return (
    <main className={styles.screen} data-testid="scan-screen" data-phase={state.phase.kind}>
      <Picture scan={scan} isJudgingSlow={state.phase.kind === 'judging' && state.phase.isSlow} gate={gate} />
      {/* Scanning goes on without the panel. */}
      <ErrorBoundary
        fallback={<aside />}
        recoverAfterMs={PANEL_BACK_AFTER_MS}
        onError={(error) => scan.log.error('The gate’s panel failed.', fieldsOfError(error))}
      >
        <GatePanel
          gate={gate}
          past={state.past}
          sounds={scan.sounds}
          hasDamagedSettings={settings.settingsProblem !== null}
        />
      </ErrorBoundary>
      <VerdictLayer
        shown={shown}
        waitingCodes={state.queue.length}
        notice={notice}
        gate={gate}
        onPainted={session.painted}
        log={scan.log}
      />
      {isTyping && (
        <TypingField
          onCode={(code) => {
            setIsTyping(false);
            session.takeCode(code, 'typed');
          }}
          onClose={() => setIsTyping(false)}
        />
      )}
    </main>
  );
}
