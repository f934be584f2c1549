import { useEffect, useRef, useState } from 'react';
import { useStore } from '../../use-store.ts';
import { AwayBanner } from './away-banner.tsx';
import { CheckTab } from './check-tab.tsx';
import { ConflictsTab } from './conflicts-tab.tsx';
import styles from './control-room-screen.module.css';
import { GatesTab } from './gates-tab.tsx';
import { Header } from './header.tsx';
import { NightTab } from './night-tab.tsx';
import type { Room } from './room.ts';
import { TicketsTab } from './tickets-tab.tsx';
import { listenForTouches } from './touches.ts';
import { useRoomKeys } from './use-room-keys.ts';
import { ROOM_WORDS, type Tab } from './words.ts';
import { Empty } from '../lead/empty.tsx';

/** The control room: the night above, one of its tabs below. */
export function ControlRoomScreen({ room }: { readonly room: Room }) {
  const [tab, setTab] = useState<Tab>('night');
  const { seen, away } = useStore(room.night);
  const searchField = useRef<HTMLInputElement>(null);
  useRoomKeys(tab, setTab, searchField);
  useEffect(() => listenForTouches(window, room.stay.touch), [room]);
  return (
    <main className={styles.screen} data-testid="control-room" data-is-away={away !== null}>
      <Header room={room} tab={tab} onTab={setTab} />
      {away !== null && <AwayBanner away={away} seenAt={seen?.at ?? null} />}
      <div className={styles.body} data-testid={`tab-body-${tab}`} data-tab={tab}>
        {tab === 'night' &&
          (seen === null ? <Starting isAway={away !== null} /> : <NightTab room={room} night={seen.night} />)}
        {tab === 'gates' &&
          (seen === null ? <Starting isAway={away !== null} /> : <GatesTab night={seen.night} />)}
        {tab === 'conflicts' && <ConflictsTab room={room} />}
        {tab === 'tickets' && <TicketsTab room={room} searchField={searchField} />}
        {tab === 'check' && <CheckTab room={room} />}
      </div>
    </main>
  );
}

function Starting({ isAway }: { readonly isAway: boolean }) {
  return isAway ? null : <Empty title={ROOM_WORDS.starting} />;
}
