import { Field } from '../../components/field.tsx';
import { useNow } from '../../components/use-now.ts';
import { writtenTime } from './time-on-paper.ts';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';
import styles from './write-down.module.css';

const MAX_TIME = 5;

/** The time on the paper, and which one will be written: an empty field means now, which may be hours after the paper. */
export function PaperTime({
  time,
  onChange,
  onEnter,
}: {
  readonly time: string;
  readonly onChange: (time: string) => void;
  readonly onEnter: () => void;
}) {
  const { instant } = useNow();
  const written = writtenTime(time, instant);
  return (
    <>
      <Field
        label={WORDS.paperTime}
        value={time}
        onChange={onChange}
        onEnter={onEnter}
        maxLength={MAX_TIME}
        placeholder={writtenTime('', instant).words}
        testId="paper-time"
      />
      <p className={styles.timeWritten} data-kind={written.kind} data-testid="time-written">
        {written.kind === 'bad' ? (
          written.words
        ) : (
          <>
            {WORDS.timeWritten} <b>{written.words}</b>. {WORDS.timeHint[written.kind]}
          </>
        )}
      </p>
    </>
  );
}
