import { useState } from 'react';
import type { GateState } from '#shared/gate-state.ts';
import { Button } from '../../components/button.tsx';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { CheckSection } from './check-section.tsx';
import { ConflictsSection } from './conflicts-section.tsx';
import styles from './lead-screen.module.css';
import { LEAD_WORDS, type Section, SECTION_WORDS } from './words/desk-words.ts';
import { LockCountdown } from './lock-countdown.tsx';
import { OpenControlRoom } from './open-control-room.tsx';
import { QueueSection } from './queue-section.tsx';
import { sectionsAt } from './sections.ts';
import { StateSection } from './state-section.tsx';
import { TakeAwaySection } from './take-away-section.tsx';
import { useCheck } from './use-check.ts';
import { useOverview } from './use-overview.ts';
import { WaitingGuests } from './waiting-guests.tsx';
import { WriteByHand } from './write-by-hand.tsx';
import { WriteDownSection } from './write-down-section.tsx';

/** What the lead sees once the PIN was given. */
export function LeadDesk({ scan }: { readonly scan: Scan }) {
  const { lead } = scan;
  const gate = useStore(scan.gate);
  const overview = useOverview(lead, scan.gate);
  const leadCheck = useCheck(lead);
  // As it is when the lead comes: tabs that change places under a finger are pressed by mistake.
  const [sections] = useState(() => sectionsAt(gate?.concert ?? null, new Date()));
  const [section, setSection] = useState<Section>(sections[0] ?? 'state');

  return (
    <>
      <header className={styles.header}>
        <h1>
          {LEAD_WORDS.title}
          {gate !== null && <span className={styles.gate}>{gate.gate.id}</span>}
        </h1>
        <LockCountdown lead={lead} />
        <Button onPress={lead.close} testId="lead-lock">
          {LEAD_WORDS.lock}
        </Button>
      </header>
      <nav className={styles.tabs} data-testid="lead-tabs">
        {sections.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-current={name === section}
            data-testid={`tab-${name}`}
            onClick={() => setSection(name)}
          >
            {SECTION_WORDS[name]}
            <Badge count={badgeOf(name, gate)} />
          </button>
        ))}
      </nav>
      <div className={styles.body} data-scrolls data-testid={`section-${section}`}>
        <WaitingGuests scan={scan} />
        {gate !== null && <WriteByHand gate={gate} />}
        {section === 'check' && <CheckSection scan={scan} leadCheck={leadCheck} />}
        {section === 'state' && gate !== null && (
          <StateSection gate={gate} overview={overview} check={leadCheck.check} />
        )}
        {section === 'state' && <OpenControlRoom lead={lead} />}
        {section === 'queue' && <QueueSection overview={overview} />}
        {section === 'conflicts' && <ConflictsSection overview={overview} lead={lead} />}
        {section === 'write-down' && <WriteDownSection lead={lead} />}
        {section === 'take-away' && <TakeAwaySection lead={lead} />}
      </div>
    </>
  );
}

function badgeOf(section: Section, gate: GateState | null): number {
  if (gate === null) return 0;
  if (section === 'queue') return gate.emergency.pendingLines + gate.emergency.setAsideLines;
  if (section === 'conflicts') return gate.emergency.openConflicts ?? 0;
  return 0;
}

function Badge({ count }: { readonly count: number }) {
  return count === 0 ? null : <b className={styles.badge}>{count}</b>;
}
