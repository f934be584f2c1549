import { CHECK_GROUPS, type CheckLine } from '#shared/system-check.ts';
import { Button } from '../../components/button.tsx';
import { format } from '../../components/format.ts';
import { LevelSymbol } from '../../components/level-symbol.tsx';
import { Note } from '../../components/note.tsx';
import { useStore } from '../../use-store.ts';
import styles from './check-tab.module.css';
import type { Room } from './room.ts';
import { CHECK_GROUP_WORDS, CHECK_WORDS as WORDS } from './words.ts';

/** The system check, to be run by a touch and read from a chair. */
export function CheckTab({ room }: { readonly room: Room }) {
  const { isRunning, checked, problem } = useStore(room.check.state);
  return (
    <div className={styles.tab}>
      <header className={styles.header}>
        <Button look="primary" isBusy={isRunning} onPress={room.check.run} testId="run-check">
          {isRunning ? WORDS.running : WORDS.run}
        </Button>
        <p>
          {checked === null
            ? WORDS.hint
            : `${WORDS.done(format.exactTimeOfDay(checked.at))}: ${countsInWords(checked.lines)}`}
        </p>
      </header>
      {problem !== null && <Note tone="attention">{problem}</Note>}
      {checked !== null && <Lines lines={checked.lines} />}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly CheckLine[] }) {
  return (
    <div className={styles.lines} data-scrolls data-testid="check-lines">
      <div className={styles.columns}>
        {CHECK_GROUPS.map((group) => {
          const ofGroup = lines.filter((line) => line.group === group);
          if (ofGroup.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h2>{CHECK_GROUP_WORDS[group]}</h2>
              <ul>
                {ofGroup.map((line) => (
                  <li key={line.id} className={styles.line} data-level={line.level} data-testid="check-line">
                    <LevelSymbol level={line.level} />
                    <div>
                      <b>{line.title}</b>
                      <span dir="auto">{line.finding}</span>
                      {line.advice !== null && (
                        <p className={styles.advice} dir="auto">
                          {line.advice}
                        </p>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

function countsInWords(lines: readonly CheckLine[]): string {
  const count = (level: CheckLine['level']) => lines.filter((line) => line.level === level).length;
  return WORDS.counts(count('green'), count('amber'), count('red'));
}
