import { useState } from 'react';
import { compareGateIds } from '#shared/gate-order.ts';
import type { Alert } from '#shared/night.ts';
import { Button } from '../../components/button.tsx';
import { format } from '../../components/format.ts';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import { Acknowledge } from './acknowledge.tsx';
import type { GroupKind } from './alert-groups.ts';
import { AlertLine, GoingOn, lineKeyOf } from './alert-line.tsx';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_GROUP_WORDS, ALERT_WORDS as WORDS } from './words.ts';

/** The same alert of many gates: one thing to read, to do and to look after; each by itself for whoever wants to know. */
export function AlertGroup({
  room,
  kind,
  alerts,
}: {
  readonly room: Room;
  readonly kind: GroupKind;
  readonly alerts: readonly [Alert, ...Alert[]];
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [{ level, advice }] = alerts;
  const since = new Date(Math.min(...alerts.map((alert) => Date.parse(alert.since))));
  return (
    <>
      <li
        className={styles.alert}
        data-testid="alert-group"
        data-kind={kind}
        data-level={level}
        // It has the cursor when what had it in here is done.
        tabIndex={-1}
      >
        <LevelSymbol level={level} />
        <div className={styles.words}>
          <b>{ALERT_GROUP_WORDS[kind](format.count(alerts.length))}</b>
          <p className={styles.gates} data-testid="alert-gates">
            {alerts
              .map(({ gateId }) => gateId ?? '')
              .toSorted(compareGateIds)
              .map((gateId) => (
                <bdi key={gateId}>{gateId}</bdi>
              ))}
          </p>
          <p>{advice}</p>
          <div className={styles.footer}>
            <small>
              <GoingOn since={since} />
            </small>
            <Acknowledge room={room} alertKeys={alerts.map(({ key }) => key)}>
              <Button isExpanded={isOpen} onPress={() => setIsOpen(!isOpen)} testId="alert-show-each">
                {isOpen ? WORDS.hideEach : WORDS.showEach}
              </Button>
            </Acknowledge>
          </div>
        </div>
      </li>
      {isOpen && alerts.map((alert) => <AlertLine key={lineKeyOf(alert)} room={room} alert={alert} />)}
    </>
  );
}
