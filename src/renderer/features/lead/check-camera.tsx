import { useEffect, useRef } from 'react';
import type { GateCheckLine } from '#shared/gate-check.ts';
import testCode from '../../../../resources/test-code.svg';
import { Button } from '../../components/button.tsx';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { CheckCard } from './check-card.tsx';
import styles from './check-section.module.css';
import type { LeadCheck } from './use-check.ts';
import { CHECK_WORDS } from './words/check-words.ts';

const WORDS = CHECK_WORDS.camera;
/** A code that stays in view is one try; one that comes again after this is another, in milliseconds. */
const NEXT_TRY_MS = 3_000;

/** The camera reads the test code, or somebody says that it does not. */
export function CheckCamera({
  scan,
  line,
  confirm,
}: {
  readonly scan: Scan;
  readonly line: GateCheckLine | null;
  readonly confirm: LeadCheck['confirm'];
}) {
  const seen = useStore(scan.session.testCode);
  const lastAtMs = useRef(-Infinity);
  // What was read before this was opened may be an hour old.
  const before = useRef(seen);
  useEffect(() => {
    if (seen === null || seen === before.current) return;
    const isSameTry = seen.atMs - lastAtMs.current < NEXT_TRY_MS;
    lastAtMs.current = seen.atMs;
    if (isSameTry) return;
    confirm({
      what: 'camera',
      isGood: true,
      read: { inMs: seen.readInMs, widthPx: seen.widthPx },
    });
  }, [seen, confirm]);

  return (
    <CheckCard title={WORDS.title} line={line} hint={WORDS.hint}>
      <img className={styles.testCode} src={testCode} alt={WORDS.picture} />
      <Button onPress={() => confirm({ what: 'camera', isGood: false, read: null })} testId="camera-not-read">
        {WORDS.notRead}
      </Button>
    </CheckCard>
  );
}
