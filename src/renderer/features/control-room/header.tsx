import { format } from '../../components/format.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { Button } from '../../components/button.tsx';
import { useNow } from '../../components/use-now.ts';
import { useStore } from '../../use-store.ts';
import styles from './header.module.css';
import type { NightState } from './night-store.ts';
import type { Room } from './room.ts';
import { ROOM_WORDS, type Tab, TAB_WORDS, TABS } from './words.ts';

const CLOSING_SHOWN_MS = 30_000;

/** Which concert, how the database is, what time it is; and the tabs. */
export function Header({
  room,
  tab,
  onTab,
}: {
  readonly room: Room;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}) {
  const state = useStore(room.night);
  const closesAtMs = useStore(room.stay.closesAtMs);
  const night = state.seen?.night ?? null;
  return (
    <header className={styles.header}>
      <h1 className={styles.concert}>
        <span dir="auto" data-testid="concert">
          {night === null ? ROOM_WORDS.title : (night.concert?.title ?? ROOM_WORDS.noConcert)}
        </span>
        {state.seen?.isPractice === true && <b className={styles.practice}>{ROOM_WORDS.practice}</b>}
      </h1>
      <nav className={styles.tabs}>
        {TABS.map((name, index) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-current={name === tab}
            data-testid={`tab-${name}`}
            onClick={() => onTab(name)}
          >
            <kbd>{index + 1}</kbd>
            {TAB_WORDS[name]}
            {name === 'conflicts' && night !== null && night.openConflicts > 0 && (
              <b className={styles.badge}>{format.count(night.openConflicts)}</b>
            )}
          </button>
        ))}
      </nav>
      <DatabaseOrClosing state={state} closesAtMs={closesAtMs} />
      <Clock />
      {closesAtMs !== null && (
        <Button onPress={room.leave} testId="leave">
          {ROOM_WORDS.leave}
        </Button>
      )}
    </header>
  );
}

/**
 * How the database is; and in its place, so that nothing moves, the time until the window closes itself: towards its end, because before
 * it would only be another number that changes. A database that is away is told of below as well.
 */
function DatabaseOrClosing({
  state,
  closesAtMs,
}: {
  readonly state: NightState;
  readonly closesAtMs: number | null;
}) {
  const { windowMs } = useNow();
  const leftMs = closesAtMs === null ? Infinity : closesAtMs - windowMs;
  const isClosing = leftMs <= CLOSING_SHOWN_MS;
  return (
    <div className={styles.state} data-is-closing={isClosing}>
      <DatabaseState state={state} />
      {isClosing && (
        <p className={styles.closing} role="timer" data-testid="closing">
          {ROOM_WORDS.closesIn(format.countdown(leftMs))} <small>{ROOM_WORDS.touchToStay}</small>
        </p>
      )}
    </div>
  );
}

function DatabaseState({ state }: { readonly state: NightState }) {
  if (state.away === null && state.seen === null) return null;
  const isAway = state.away !== null;
  return (
    <p className={styles.database} data-is-away={isAway} data-testid="database-state">
      <ConnectionSymbol state={isAway ? 'away' : 'online'} />
      <span>
        {isAway ? ROOM_WORDS.away : ROOM_WORDS.database}
        {!isAway && state.seen !== null && (
          <small>{ROOM_WORDS.databaseHint(format.shortSpan(state.seen.night.server.lookMs))}</small>
        )}
      </span>
    </p>
  );
}

function Clock() {
  const { instant } = useNow();
  return <time className={styles.clock}>{format.timeOfDay(instant)}</time>;
}
