import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { takeFocusBack } from '../../components/focus.ts';
import { Note } from '../../components/note.tsx';
import { useEscape } from '../../components/use-escape.ts';
import { useStore } from '../../use-store.ts';
import styles from './alerts.module.css';
import type { Room } from './room.ts';
import { ALERT_WORDS as WORDS } from './words.ts';

const MAX_NAME = 100;

/** By which button the name is asked for. */
type Opener = 'acknowledge' | 'somebody-else';

/** Takes alerts on: with the name that was given last and stands on the button, or after asking for one. */
export function Acknowledge({
  room,
  alertKeys,
  children,
}: {
  readonly room: Room;
  readonly alertKeys: readonly string[];
  /** What else there is to press, while no name is asked for. */
  readonly children?: ReactNode;
}) {
  const known = useStore(room.name);
  const place = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<Opener | null>(null);
  const [cancelled, setCancelled] = useState<Opener | null>(null);
  const [sentKeys, setSentKeys] = useState<readonly string[]>([]);
  // What came up since is to be acknowledged anew.
  const isSending = alertKeys.every((key) => sentKeys.includes(key));
  const [problem, setProblem] = useState<string | null>(null);

  async function acknowledge(by: string): Promise<void> {
    if (by === '' || isSending) return;
    // A look may tell of it before its own answer comes, and then this part has gone.
    const line = place.current?.closest('li') ?? null;
    setSentKeys(alertKeys);
    const refusal = await acknowledgeAll(room, alertKeys, by);
    setProblem(refusal);
    if (refusal !== null) {
      setSentKeys([]);
      return;
    }
    // What was noted shows with the next look.
    takeFocusBack(line);
    room.name.set(by);
    setAsking(null);
  }

  function askName(by: Opener): void {
    setCancelled(null);
    setAsking(by);
  }

  function cancel(): void {
    setCancelled(asking);
    setAsking(null);
  }

  return (
    <div ref={place} className={asking === null ? styles.buttons : styles.asking}>
      {asking === null ? (
        <>
          {problem !== null && <Note tone="attention">{problem}</Note>}
          {children}
          {known !== '' && (
            <Button
              isBusy={isSending}
              onPress={() => askName('somebody-else')}
              hasFocus={cancelled === 'somebody-else'}
              testId="acknowledge-as-other"
            >
              {WORDS.somebodyElse}
            </Button>
          )}
          <Button
            isBusy={isSending}
            onPress={() => (known === '' ? askName('acknowledge') : void acknowledge(known))}
            hasFocus={cancelled === 'acknowledge'}
            testId="acknowledge"
          >
            {/* In whose name must be seen before it is said. */}
            {known === '' ? WORDS.acknowledge : <span dir="auto">{WORDS.acknowledgeAs(known)}</span>}
          </Button>
        </>
      ) : (
        <NameForm
          problem={problem}
          isSending={isSending}
          onName={(name) => void acknowledge(name)}
          onCancel={cancel}
        />
      )}
    </div>
  );
}

/** One after the other, up to one that could not be noted: what is the matter with it, or null. */
async function acknowledgeAll(room: Room, alertKeys: readonly string[], by: string): Promise<string | null> {
  for (const alertKey of alertKeys) {
    const reply = await room.ask('control-room:acknowledge', { alertKey, by });
    if (reply.outcome === 'away') return WORDS.failed(reply.problem);
  }
  return null;
}

/** Asks who looks after it. */
function NameForm({
  problem,
  isSending,
  onName,
  onCancel,
}: {
  readonly problem: string | null;
  readonly isSending: boolean;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}) {
  const form = useRef<HTMLDivElement>(null);
  useEscape(form, onCancel);
  const [text, setText] = useState('');
  const name = text.trim();
  return (
    <div ref={form} className={styles.form} data-is-form>
      <Field
        label={WORDS.name}
        value={text}
        onChange={setText}
        onEnter={() => onName(name)}
        maxLength={MAX_NAME}
        hasFocus
        testId="acknowledge-name"
      />
      {problem !== null && <Note tone="attention">{problem}</Note>}
      <div className={styles.buttons}>
        <Button onPress={onCancel} testId="acknowledge-cancel">
          {WORDS.cancel}
        </Button>
        <Button
          look="primary"
          isDisabled={name === ''}
          isBusy={isSending}
          onPress={() => onName(name)}
          testId="acknowledge-confirm"
        >
          {WORDS.confirm}
        </Button>
      </div>
    </div>
  );
}
