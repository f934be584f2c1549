import { lazy, Suspense } from 'react';
import type { Night } from '#shared/night.ts';
import { Empty } from '../lead/empty.tsx';
import { Alerts } from './alerts.tsx';
import { BigNumbers } from './big-numbers.tsx';
import { GateStrip } from './gate-strip.tsx';
import styles from './night-tab.module.css';
import type { Room } from './room.ts';
import { CHART_WORDS, ROOM_WORDS } from './words.ts';

/** Charts are much code: the numbers need not wait for it. */
const Charts = lazy(() => import('./charts.tsx').then(({ Charts: component }) => ({ default: component })));

/** The night at a glance. */
export function NightTab({ room, night }: { readonly room: Room; readonly night: Night }) {
  return (
    <div className={styles.tab}>
      {night.concert === null ? (
        <Empty title={ROOM_WORDS.noConcert} hint={ROOM_WORDS.noConcertHint} />
      ) : (
        <BigNumbers night={night} />
      )}
      <div className={styles.middle}>
        {night.arrivals.length === 0 ? (
          <section className={styles.nobody}>
            <Empty title={CHART_WORDS.none} hint={CHART_WORDS.noneHint} />
          </section>
        ) : (
          <Suspense fallback={<section className={styles.nobody} />}>
            <Charts night={night} />
          </Suspense>
        )}
        <Alerts room={room} alerts={night.alerts} />
      </div>
      <GateStrip gates={night.gates} />
    </div>
  );
}
