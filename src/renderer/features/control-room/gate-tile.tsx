import type { GateOfNight } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import styles from './gate-tile.module.css';
import { headlineOf, levelOf, troublesOf } from './gate-words.ts';
import { StandingSymbol } from './standing-symbol.tsx';
import { GATE_WORDS as WORDS } from './words.ts';

/** `Catching up` is written large, `Snapshot incomplete` smaller: on one line either way. */
const MANY_CHARACTERS = 12;
/** As many lines as a board of ten has room for when every gate is in trouble. */
const MOST_FACTS = 4;

/** One gate: how it stands, how fast it is, and what is the matter with it. */
export function GateTile({
  gate,
  at,
}: {
  readonly gate: GateOfNight;
  /** When the night was looked at, by the server's clock as the gate's own times are. */
  readonly at: string;
}) {
  const { gateId, name, standing, attemptsLastMinute } = gate;
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
      <p className={styles.standing} data-is-long={headline.length > MANY_CHARACTERS}>
        <StandingSymbol standing={standing} level={level} />
        <span>{headline}</span>
      </p>
      {standing !== 'never-seen' && (
        <p className={styles.rate}>
          <b>{format.count(attemptsLastMinute)}</b> {WORDS.lastMinute}
        </p>
      )}
      <ul className={styles.facts}>
        {factsOf(gate, troubles, at).map(({ kind, words }) => (
          <li key={words} className={styles[kind]} dir="auto">
            {words}
          </li>
        ))}
      </ul>
    </li>
  );
}

type Fact = { readonly kind: 'trouble' | 'plain'; readonly words: string };

/** What is the matter comes first, what can best be missed last. */
function factsOf(gate: GateOfNight, troubles: readonly string[], at: string): readonly Fact[] {
  const { standing, operator, recentP95Ms } = gate;
  const answers = recentP95Ms === null ? WORDS.noAnswers : WORDS.answers(format.shortSpan(recentP95Ms));
  const plain = [
    pastOf(gate, at),
    ...(operator === '' ? [] : [operator]),
    ...(standing === 'well' ? [answers] : []),
  ];
  return [
    ...troubles.map((words) => ({ kind: 'trouble', words }) as const),
    ...plain.map((words) => ({ kind: 'plain', words }) as const),
  ].slice(0, MOST_FACTS);
}

/** How long it has been silent, or when it last scanned. */
function pastOf(gate: GateOfNight, at: string): string {
  if (gate.standing === 'not-heard' && gate.silentMs !== null)
    return WORDS.silent(format.roughSpan(gate.silentMs));
  if (gate.lastAttemptAt === null) return WORDS.noScan;
  return WORDS.lastScan(format.roughSpan(new Date(at).getTime() - new Date(gate.lastAttemptAt).getTime()));
}
