import { useRef } from 'react';
import type { GateState } from '#shared/gate-state.ts';
import { toneOf } from '#shared/verdict.ts';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { LaptopSymbol } from '../../components/gate-symbols.tsx';
import { fieldsOfError, type RendererLog } from '../../ipc/log.ts';
import { useAfterPaint } from '../../use-after-paint.ts';
import type { ShownVerdict } from './scan-state.ts';
import type { Notice } from './notices.ts';
import { SpokenVerdict } from './spoken-verdict.tsx';
import { useFit } from './use-fit.ts';
import { VerdictHeading } from './verdict-heading.tsx';
import styles from './verdict.module.css';
import { VerdictView } from './verdict-view.tsx';
import { COACHING_WORDS, WORDS } from './words.ts';

type Props = {
  readonly shown: ShownVerdict | null;
  readonly waitingCodes: number;
  readonly notice: Notice | null;
  readonly gate: GateState | null;
  readonly onPainted: (shown: ShownVerdict) => void;
  readonly log: RendererLog;
};

/** The verdict over the whole screen, or nothing. */
export function VerdictLayer({ shown, ...rest }: Props) {
  return (
    <>
      {shown !== null && <OneVerdict key={shown.shownAtMs} shown={shown} {...rest} />}
      <SpokenVerdict shown={shown} />
    </>
  );
}

function OneVerdict({
  shown,
  waitingCodes,
  notice,
  gate,
  onPainted,
  log,
}: Props & { readonly shown: ShownVerdict }) {
  const { answer, attempt } = shown;
  const layer = useRef<HTMLElement>(null);
  useFit(layer);
  useAfterPaint(() => onPainted(shown));
  return (
    <section
      ref={layer}
      className={styles.layer}
      data-testid="verdict"
      data-verdict={answer.verdict}
      data-tone={toneOf(answer.verdict)}
      data-attempt-id={answer.attemptId}
      data-source={attempt.source}
      data-decided-by={answer.decidedBy}
    >
      {/* Colour, symbol and word stand whatever the details hold. */}
      <ErrorBoundary
        fallback={<VerdictHeading answer={answer} />}
        recoverAfterMs={null}
        onError={(error) => log.error('A verdict could not be shown in full.', fieldsOfError(error))}
      >
        <VerdictView shown={shown} gate={gate} />
      </ErrorBoundary>
      <footer className={styles.footer}>
        {answer.decidedBy === 'emergency' && (
          <span className={styles.decidedHere} data-testid="decided-here">
            <LaptopSymbol />
            {WORDS.decidedHere}
          </span>
        )}
        {gate?.isPractice === true && <span className={styles.practice}>{WORDS.practice}</span>}
        {notice !== null && <span data-testid="notice">{COACHING_WORDS[notice]}</span>}
        {waitingCodes > 0 && <span data-testid="waiting-codes">{WORDS.waiting(waitingCodes)}</span>}
      </footer>
      <TimeLeft durationMs={shown.untilMs - shown.shownAtMs} />
    </section>
  );
}

/** A bar that runs out as the verdict's time does. */
function TimeLeft({ durationMs }: { readonly durationMs: number }) {
  return (
    <i className={styles.timeLeft} style={{ animationDuration: `${durationMs}ms` }} aria-hidden="true" />
  );
}
