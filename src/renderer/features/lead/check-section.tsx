import type { GateCheck, GateCheckLine } from '#shared/gate-check.ts';
import { worstLevel } from '#shared/system-check.ts';
import { Button } from '../../components/button.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Scan } from '../../start-scan.ts';
import { CheckCamera } from './check-camera.tsx';
import { countsInWords } from './check-counts.ts';
import { LevelSymbol } from './check-level.tsx';
import { CheckLines } from './check-lines.tsx';
import { CheckLoudspeaker } from './check-loudspeaker.tsx';
import { CheckScreen } from './check-screen.tsx';
import styles from './check-section.module.css';
import type { LeadCheck } from './use-check.ts';
import { CHECK_WORDS as WORDS } from './words/check-words.ts';

/** What to look at before the doors open: what the machine finds, and three things that only a person can tell. */
export function CheckSection({ scan, leadCheck }: { readonly scan: Scan; readonly leadCheck: LeadCheck }) {
  const { check, isRunning, problem, run, confirm } = leadCheck;
  const line = (id: string): GateCheckLine | null => check?.lines.find((found) => found.id === id) ?? null;
  return (
    <>
      <header className={styles.summary} data-testid="check-summary">
        <Summary check={check} />
        <Button look="primary" isDisabled={isRunning} onPress={run} testId="run-check">
          {(check?.ranAt ?? null) === null ? WORDS.run : WORDS.runAgain}
        </Button>
      </header>
      {isRunning && (
        <Note tone="plain" testId="check-running">
          {WORDS.running}
        </Note>
      )}
      {problem !== null && <Note tone="attention">{problem}</Note>}
      <h2 className={styles.heading}>{WORDS.tryIt}</h2>
      <div className={styles.cards}>
        <CheckCamera scan={scan} line={line('camera')} confirm={confirm} />
        <CheckLoudspeaker scan={scan} line={line('loudspeaker')} confirm={confirm} />
        <CheckScreen scan={scan} line={line('screen')} confirm={confirm} />
      </div>
      {check !== null && <CheckLines lines={check.lines} />}
    </>
  );
}

function Summary({ check }: { readonly check: GateCheck | null }) {
  const { instant } = useNow();
  if (check === null || check.ranAt === null) return <p className={styles.words}>{WORDS.never}</p>;
  const level = worstLevel(check.lines);
  const time = format.shortTimeSeenFrom(new Date(check.ranAt), instant);
  return (
    <div className={styles.words} data-level={level} data-testid="check-level">
      <LevelSymbol level={level} />
      <p>
        <b>{WORDS.summary[level]}</b>
        {WORDS.at(time)}: {countsInWords(check)}
      </p>
    </div>
  );
}
