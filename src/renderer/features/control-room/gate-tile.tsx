import type { GateOfNight } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import styles from './gate-tile.module.css';
import { headlineOf, levelOf, troublesOf } from './gate-words.ts';
import { StandingSymbol } from './standing-symbol.tsx';
import { GATE_WORDS as WORDS } from './words.ts';

/** One gate: how it stands, how fast it is, and what is the matter with it. */
export function GateTile({
  gate,
  at,
}: {
  readonly gate: GateOfNight;
  /** When the night was looked at, by the server's clock as the gate's own times are. */
  readonly at: string;
}) {
  const { gateId, name, operator, standing, attemptsLastMinute, recentP95Ms } = gate;
  const level = levelOf(gate);
  const headline = headlineOf(gate);
  // What stands in large letters need not stand below as well.
  const troubles = troublesOf(gate).filter((trouble) => trouble !== headline);
  return (
    <li
      className={styles.tile}
      data-testid="gate-tile"
      data-gate={gateId}
      data-level={level}
      data-standing={standing}
    >
      <header>
        <b className={styles.id}>{gateId}</b>
        {name !== null && (
          <p className={styles.name} dir="auto">
            {name}
          </p>
        )}
      </header>
      <p className={styles.standing}>
        <StandingSymbol standing={standing} level={level} />
        {headline}
      </p>
      {standing !== 'never-seen' && (
        <p className={styles.rate}>
          <b>{format.count(attemptsLastMinute)}</b> {WORDS.lastMinute}
        </p>
      )}
      <ul className={styles.facts}>
        {troubles.map((trouble) => (
          <li key={trouble} className={styles.trouble}>
            {trouble}
          </li>
        ))}
        <li>{pastOf(gate, at)}</li>
        {standing === 'well' && (
          <li>{recentP95Ms === null ? WORDS.noAnswers : WORDS.answers(format.shortSpan(recentP95Ms))}</li>
        )}
        {operator !== '' && <li dir="auto">{operator}</li>}
      </ul>
    </li>
  );
}

/** How long it has been silent, or when it last scanned. */
function pastOf(gate: GateOfNight, at: string): string {
  if (gate.standing === 'not-heard' && gate.silentMs !== null)
    return WORDS.silent(format.span(gate.silentMs));
  if (gate.lastAttemptAt === null) return WORDS.noScan;
  return WORDS.lastScan(format.span(new Date(at).getTime() - new Date(gate.lastAttemptAt).getTime()));
}
