import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import type { LeadSession } from './lead-session.ts';
import styles from './state-section.module.css';
import { LEAD_WORDS } from './words/desk-words.ts';
import { STATE_WORDS as WORDS } from './words/state-words.ts';

/** The way from this gate to the whole night, in a window above the kiosk's. */
export function OpenControlRoom({ lead }: { readonly lead: LeadSession }) {
  const [problem, setProblem] = useState<string | null>(null);

  async function open(): Promise<void> {
    const reply = await lead.ask('lead:open-control-room', undefined);
    setProblem(reply.outcome === 'unanswered' ? LEAD_WORDS.unanswered : null);
  }

  return (
    <section className={styles.room}>
      <p>{WORDS.controlRoomHint}</p>
      <Button onPress={() => void open()} testId="open-control-room">
        {WORDS.controlRoom}
      </Button>
      {problem !== null && <Note tone="attention">{problem}</Note>}
    </section>
  );
}
