import type { GateState } from '#shared/gate-state.ts';
import { format } from '../../components/format.ts';
import styles from './counts.module.css';
import { WORDS } from './words.ts';

const RADIUS = 44;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

/**
 * How many are inside of those expected, as a ring that fills, and how many of them came in here. Without the database nobody knows who
 * came in at the other gates since.
 */
export function Counts({
  counts,
  isAlone,
}: {
  readonly counts: GateState['counts'];
  readonly isAlone: boolean;
}) {
  if (counts === null) return <div className={styles.counts} />;
  const { inside, expected, admittedHere } = counts;
  const share = expected === 0 ? 0 : Math.min(1, inside / expected);
  return (
    <div className={styles.counts} data-testid="counts">
      <div className={styles.ring}>
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle className={styles.track} cx="50" cy="50" r={RADIUS} />
          <circle
            className={styles.share}
            cx="50"
            cy="50"
            r={RADIUS}
            strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
            transform="rotate(-90 50 50)"
          />
        </svg>
        <p className={styles.inside}>
          {isAlone && <span>{WORDS.atLeast}</span>}
          <b data-testid="inside">{format.count(inside)}</b>
          <span>{WORDS.inside}</span>
          <span>{WORDS.of(format.count(expected))}</span>
        </p>
      </div>
      <p className={styles.here}>
        <b data-testid="admitted-here">{format.count(admittedHere)}</b>
        <span>{WORDS.thisGate}</span>
      </p>
    </div>
  );
}
