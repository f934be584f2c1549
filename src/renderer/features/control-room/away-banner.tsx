import { format } from '../../components/format.ts';
import { AttentionSymbol } from '../../components/symbols.tsx';
import { useNow } from '../../components/use-now.ts';
import styles from './away-banner.module.css';
import type { NightState } from './night-store.ts';
import { ROOM_WORDS as WORDS } from './words.ts';

/** The database is away: why, since when, what to do, and how old what still stands below is. */
export function AwayBanner({
  away,
  seenAt,
}: {
  readonly away: NonNullable<NightState['away']>;
  readonly seenAt: Date | null;
}) {
  const { instant } = useNow();
  const { since, problem, advice } = away;
  const span = format.span(instant.getTime() - since.getTime());
  return (
    <section className={styles.banner} role="status" data-testid="away">
      <AttentionSymbol />
      <div>
        <b>
          {WORDS.away} {WORDS.awaySince(format.exactTimeOfDay(since), span)}: {problem}
        </b>
        <p>
          {advice} {seenAt !== null && WORDS.asOf(format.exactTimeOfDay(seenAt))}
        </p>
      </div>
    </section>
  );
}
