import { createContext, memo, use, useState } from 'react';
import type { Alert } from '#shared/night.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import { type Now, useNow } from '../../components/use-now.ts';
import { useStore } from '../../use-store.ts';
import { Empty } from '../lead/empty.tsx';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_WORDS as WORDS } from './words.ts';

const MAX_NAME = 100;

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

/** Takes an alert on: with the name that was given last and stands on the button, or after asking for one. */
function Acknowledge({ room, alertKey }: { readonly room: Room; readonly alertKey: string }) {
  const known = useStore(room.name);
  const [isAskingName, setIsAskingName] = useState(false);
  const [name, setName] = useState('');
  const [sentKey, setSentKey] = useState<string | null>(null);
  // What came up since is to be acknowledged anew.
  const isSending = sentKey === alertKey;
  const [problem, setProblem] = useState<string | null>(null);

  async function acknowledge(by: string): Promise<void> {
    if (by === '' || isSending) return;
    setSentKey(alertKey);
    const reply = await room.ask('control-room:acknowledge', { alertKey, by });
    // What was noted shows with the next look.
    if (reply.outcome !== 'acknowledged') setSentKey(null);
    setProblem(reply.outcome === 'away' ? WORDS.failed(reply.problem) : null);
    if (reply.outcome === 'acknowledged') {
      room.name.set(by);
      setIsAskingName(false);
    }
  }

  if (isAskingName) {
    return (
      <div className={styles.asking} data-is-form>
        <Field
          label={WORDS.name}
          value={name}
          onChange={setName}
          onEnter={() => void acknowledge(name.trim())}
          maxLength={MAX_NAME}
          hasFocus
          testId="acknowledge-name"
        />
        {problem !== null && <Note tone="attention">{problem}</Note>}
        <div className={styles.buttons}>
          <Button onPress={() => setIsAskingName(false)}>{WORDS.cancel}</Button>
          <Button
            look="primary"
            isDisabled={name.trim() === '' || isSending}
            onPress={() => void acknowledge(name.trim())}
            testId="acknowledge-confirm"
          >
            {WORDS.confirm}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.buttons}>
      {problem !== null && <Note tone="attention">{problem}</Note>}
      {known !== '' && (
        <Button isDisabled={isSending} onPress={() => setIsAskingName(true)} testId="acknowledge-as-other">
          {WORDS.somebodyElse}
        </Button>
      )}
      <Button
        isDisabled={isSending}
        onPress={() => (known === '' ? setIsAskingName(true) : void acknowledge(known))}
        testId="acknowledge"
      >
        {/* In whose name must be seen before it is said. */}
        {known === '' ? WORDS.acknowledge : <span dir="auto">{WORDS.acknowledgeAs(known)}</span>}
      </Button>
    </div>
  );
}
