import { createContext, memo, use } from 'react';
import type { Alert } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import type { Now } from '../../components/use-now.ts';
import { Acknowledge } from './acknowledge.tsx';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_WORDS as WORDS } from './words.ts';

/** One clock for the whole list: a hundred of them would paint it a hundred times a second. */
export const NowContext = createContext<Now | null>(null);

/** What goes on keeps its line, and what is written there, when a newer fact gives it another key. */
export function lineKeyOf({ key, since, endedAt }: Alert): string {
  return endedAt === null && key.endsWith(`:${since}`) ? key.slice(0, -since.length) : key;
}

type AlertLineProps = { readonly room: Room; readonly alert: Alert };

/** One alert. Painted again only when something of it has changed: every look brings every alert anew. */
export const AlertLine = memo(function AlertLine({ room, alert }: AlertLineProps) {
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
            endedAt === null && <Acknowledge room={room} alertKeys={[alert.key]} />
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

/** Since when, and for how long now. */
export function GoingOn({ since }: { readonly since: Date }) {
  const now = use(NowContext)?.instant ?? since;
  return WORDS.since(format.timeOfDay(since), format.span(now.getTime() - since.getTime()));
}
