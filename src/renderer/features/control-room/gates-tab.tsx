import type { Night } from '#shared/night.ts';
import { format } from '../../components/format.ts';
import { Empty } from '../lead/empty.tsx';
import { GateTile } from './gate-tile.tsx';
import { levelOf, onBoard } from './gate-words.ts';
import styles from './gates-tab.module.css';
import { GATE_WORDS as WORDS } from './words.ts';

/** A board of ten is read from across the room; one of a hundred is scrolled. */
const FEW = 10;

/** The gates as a board of tiles. */
export function GatesTab({ night }: { readonly night: Night }) {
  const { gates } = night;
  if (gates.length === 0) return <Empty title={WORDS.none} hint={WORDS.noneHint} />;
  const well = gates.filter((gate) => levelOf(gate) === 'well').length;
  return (
    <section className={styles.tab}>
      <h2 className={styles.title}>{WORDS.count(format.count(well), format.count(gates.length))}</h2>
      <ol className={styles.board} data-is-many={gates.length > FEW} data-scrolls data-testid="gate-board">
        {onBoard(gates).map((gate) => (
          <GateTile key={gate.gateId} gate={gate} at={night.at} />
        ))}
      </ol>
    </section>
  );
}
