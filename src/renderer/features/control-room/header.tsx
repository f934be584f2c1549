import { format } from '../../components/format.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { Button } from '../../components/button.tsx';
import { useNow } from '../../components/use-now.ts';
import { useStore } from '../../use-store.ts';
import styles from './header.module.css';
import type { NightState } from './night-store.ts';
import type { Room } from './room.ts';
import { ROOM_WORDS, type Tab, TAB_WORDS, TABS } from './words.ts';

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
  const closesAfterMs = useStore(room.closesAfterMs);
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
      <DatabaseState state={state} />
      <Clock />
      {closesAfterMs !== null && (
        <Button onPress={room.leave} testId="leave">
          {ROOM_WORDS.leave}
        </Button>
      )}
    </header>
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
