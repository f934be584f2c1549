import type { Alert } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import { useNow } from '../../components/use-now.ts';
import { Empty } from '../lead/empty.tsx';
import { AlertGroup } from './alert-group.tsx';
import { groupAlerts } from './alert-groups.ts';
import { AlertLine, lineKeyOf, NowContext } from './alert-line.tsx';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_WORDS as WORDS } from './words.ts';

/** What needs a person now, and what has needed one, in the order in which the night tells it. */
export function Alerts({ room, alerts }: { readonly room: Room; readonly alerts: readonly Alert[] }) {
  const now = useNow();
  const open = alerts.filter((alert) => alert.endedAt === null);
  const worst = open.some(({ level }) => level === 'red') ? 'red' : 'amber';
  return (
    <section className={styles.alerts} data-testid="alerts">
      <h2>
        {WORDS.title}
        {open.length > 0 && (
          <b className={styles.count} data-level={worst} data-testid="alert-count">
            <LevelSymbol level={worst} />
            {format.count(open.length)}
          </b>
        )}
      </h2>
      <NowContext value={now}>
        <ol className={styles.list}>
          {alerts.length === 0 && (
            <li>
              <Empty title={WORDS.none} hint={WORDS.noneHint} />
            </li>
          )}
          {groupAlerts(alerts).map((entry) =>
            entry.type === 'one' ? (
              <AlertLine key={lineKeyOf(entry.alert)} room={room} alert={entry.alert} />
            ) : (
              <AlertGroup key={entry.key} room={room} kind={entry.kind} alerts={entry.alerts} />
            ),
          )}
        </ol>
      </NowContext>
    </section>
  );
}
