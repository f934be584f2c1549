import { memo } from 'react';
import type { GateOfNight } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { type GateLevel, headlineOf, inOrder, levelOf } from './gate-words.ts';
import styles from './gate-strip.module.css';
import { StandingSymbol } from './standing-symbol.tsx';
import { GATE_WORDS as WORDS } from './words.ts';

/** From here on the words give way, and shape and colour alone tell. */
const MANY = 24;

/** Every gate in a word: which ones are well, and how many each has let in during the last minute. */
export function GateStrip({ gates }: { readonly gates: readonly GateOfNight[] }) {
  if (gates.length === 0) return null;
  return (
    <ol className={styles.strip} data-is-many={gates.length > MANY} data-testid="gate-strip">
      {inOrder(gates).map((gate) => (
        <GateChip
          key={gate.gateId}
          gateId={gate.gateId}
          standing={gate.standing}
          level={levelOf(gate)}
          words={wordsOf(gate)}
        />
      ))}
    </ol>
  );
}

/** A gate that is well says how fast it is. */
function wordsOf(gate: GateOfNight): string {
  return levelOf(gate) === 'well' ? WORDS.perMinute(format.count(gate.attemptsLastMinute)) : headlineOf(gate);
}

/** Painted again only when what it shows has changed: most of a hundred gates have not. */
const GateChip = memo(function GateChip({
  gateId,
  standing,
  level,
  words,
}: {
  readonly gateId: string;
  readonly standing: GateOfNight['standing'];
  readonly level: GateLevel;
  readonly words: string;
}) {
  return (
    <li className={styles.chip} data-level={level} data-standing={standing} data-gate={gateId}>
      <StandingSymbol standing={standing} level={level} />
      <b>{gateId}</b>
      <span>{words}</span>
    </li>
  );
});
