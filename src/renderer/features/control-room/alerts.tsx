import { createContext, memo, use } from 'react';
import type { Alert } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import { type Now, useNow } from '../../components/use-now.ts';
import { Empty } from '../lead/empty.tsx';
import { Acknowledge } from './acknowledge.tsx';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_WORDS as WORDS } from './words.ts';

/** One clock for the whole list: a hundred of them would paint it a hundred times a second. */
const NowContext = createContext<Now | null>(null);

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
          {alerts.map((alert) => (
            <AlertLine key={lineKeyOf(alert)} room={room} alert={alert} />
          ))}
        </ol>
      </NowContext>
    </section>
  );
}

/** What goes on keeps its line, and what is written there, when a newer fact gives it another key. */
export function lineKeyOf({ key, since, endedAt }: Alert): string {
  return endedAt === null && key.endsWith(`:${since}`) ? key.slice(0, -since.length) : key;
}

type AlertLineProps = { readonly room: Room; readonly alert: Alert };

/** Painted again only when something of it has changed: every look brings every alert anew. */
const AlertLine = memo(function AlertLine({ room, alert }: AlertLineProps) {
  const since = new Date(alert.since);
  const { acknowledged, endedAt } = alert;
  return (
    <li
      className={styles.alert}
      data-testid="alert"
      data-kind={alert.kind}
      data-gate={alert.gateId}
      data-level={alert.level}
      data-has-ended={endedAt !== null}
      // It has the cursor when what had it in here is done.
      tabIndex={-1}
    >
      <LevelSymbol level={alert.level} />
      <div className={styles.words}>
        <b dir="auto">{alert.words}</b>
        <p>{alert.advice}</p>
        <div className={styles.footer}>
          <small>
            {endedAt === null ? (
              <GoingOn since={since} />
            ) : (
              `${format.timeOfDay(since)}, ${WORDS.ended(format.timeOfDay(new Date(endedAt)))}`
            )}
          </small>
          {acknowledged === null ? (
            endedAt === null && <Acknowledge room={room} alertKey={alert.key} />
          ) : (
            <small className={styles.acknowledged} dir="auto" data-testid="acknowledged">
              {WORDS.acknowledged(acknowledged.by, format.timeOfDay(new Date(acknowledged.at)))}
            </small>
          )}
        </div>
      </div>
    </li>
  );
}, isSameLine);

function isSameLine(one: AlertLineProps, other: AlertLineProps): boolean {
  return one.room === other.room && JSON.stringify(one.alert) === JSON.stringify(other.alert);
}

function GoingOn({ since }: { readonly since: Date }) {
  const now = use(NowContext)?.instant ?? since;
  return WORDS.since(format.timeOfDay(since), format.span(now.getTime() - since.getTime()));
}
