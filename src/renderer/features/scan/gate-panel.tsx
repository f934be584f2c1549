import type { GateState } from '#shared/gate-state.ts';
import { format } from '../../components/format.ts';
import { AttentionSymbol, MuteSymbol } from '../../components/symbols.tsx';
import { useNow } from '../../components/use-now.ts';
import type { SoundPlayer } from '../../sound/sound-player.ts';
import { useStore } from '../../use-store.ts';
import { Connection } from './connection.tsx';
import { Counts } from './counts.tsx';
import { entryTimesInWords } from './entry-times.ts';
import styles from './gate-panel.module.css';
import { HoldControl } from './hold-control.tsx';
import { PastVerdicts } from './past-verdicts.tsx';
import type { ShownVerdict } from './scan-state.ts';
import { WORDS } from './words.ts';

/** Beside the picture: which gate, which concert, how far the night is, and whether all is well. */
export function GatePanel({
  gate,
  past,
  guestsForLead,
  sounds,
  hasDamagedSettings,
  onLead,
}: {
  readonly gate: GateState | null;
  readonly past: readonly ShownVerdict[];
  /** How many stand and wait for the lead. */
  readonly guestsForLead: number;
  readonly sounds: SoundPlayer;
  readonly hasDamagedSettings: boolean;
  readonly onLead: () => void;
}) {
  const canSound = useStore(sounds.canSound);
  const { instant } = useNow();
  if (gate === null) return <aside className={styles.panel}>{WORDS.starting}</aside>;
  const { concert, connection, counts, operator } = gate;
  const entryTimes = concert === null ? null : entryTimesInWords(concert, instant);
  return (
    <aside className={styles.panel} data-testid="gate-panel">
      <header className={styles.header}>
        <h1 className={styles.gate} data-testid="gate-id">
          {gate.gate.id}
        </h1>
        <time className={styles.clock}>{format.exactTimeOfDay(instant)}</time>
        {gate.gate.name !== null && (
          <p className={styles.gateName} data-testid="gate-name" dir="auto">
            {gate.gate.name}
          </p>
        )}
      </header>
      <div className={styles.concert} data-testid="concert">
        <p className={styles.title} dir="auto">
          {concert?.title ?? WORDS.noConcert}
        </p>
        {entryTimes !== null && <p className={styles.quiet}>{WORDS.entry(entryTimes)}</p>}
      </div>
      <Counts counts={counts} isAlone={connection.state === 'on-its-own' || connection.state === 'away'} />
      <PastVerdicts past={past} />
      <footer className={styles.footer}>
        <div className={styles.duty}>
          <p className={styles.quiet} data-testid="operator" dir="auto">
            {operator === '' ? WORDS.noOperator : `${WORDS.operator}: ${operator}`}
          </p>
          <HoldControl onHeld={onLead} />
        </div>
        {hasDamagedSettings && (
          <p className={styles.warning} data-testid="settings-damaged">
            <AttentionSymbol />
            {WORDS.settingsDamaged}
          </p>
        )}
        {!canSound && (
          <p className={styles.warning} data-testid="no-sound">
            <MuteSymbol />
            {WORDS.noSound}
          </p>
        )}
        <Connection gate={gate} guestsForLead={guestsForLead} now={instant} />
      </footer>
    </aside>
  );
}
