import { useEffect, useState } from 'react';
import { EXPORT_KINDS, type ExportKind } from '#shared/lead.ts';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Destinations } from './destinations.tsx';
import { ExportOutcome, type Exported } from './export-outcome.tsx';
import { ExportProgressBar } from './export-progress-bar.tsx';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { TAKE_WORDS as WORDS } from './words/take-words.ts';
import styles from './take-away.module.css';

const STAY_EVERY_MS = 5_000;
/** All but the door list, which is for before the night. */
const USUAL_KINDS: readonly ExportKind[] = ['csv', 'pdf', 'raw'];

/** Copies of the log, and lists to print, for a stick or a folder. Scanning goes on meanwhile. */
export function TakeAwaySection({ lead }: { readonly lead: LeadSession }) {
  const [kinds, setKinds] = useState<readonly ExportKind[]>(USUAL_KINDS);
  const [folder, setFolder] = useState<string | null>(null);
  const [isCopying, setIsCopying] = useState(false);
  const [exported, setExported] = useState<Exported | null>(null);

  // Whoever waits for the end of a copy has not gone.
  useEffect(() => {
    if (!isCopying) return undefined;
    const timer = setInterval(lead.stay, STAY_EVERY_MS);
    return () => clearInterval(timer);
  }, [isCopying, lead]);

  async function copy(to: string): Promise<void> {
    setIsCopying(true);
    setExported(null);
    const reply = await lead.ask('lead:export', { kinds: [...kinds], folder: to });
    setIsCopying(false);
    if (reply.outcome === 'locked') return;
    setExported(
      reply.outcome === 'unanswered'
        ? { outcome: 'failed', problem: LEAD_WORDS.unanswered, isOver: false }
        : reply.outcome === 'failed'
          ? { ...reply, isOver: true }
          : reply,
    );
  }

  if (isCopying) {
    return (
      <>
        <Note tone="plain" testId="copying">
          {WORDS.copying}
        </Note>
        <ExportProgressBar lead={lead} kinds={kinds} />
      </>
    );
  }
  if (exported?.outcome === 'exported') {
    return <ExportOutcome exported={exported} onAgain={() => setExported(null)} />;
  }
  return (
    <>
      {exported !== null && <ExportOutcome exported={exported} onAgain={() => setExported(null)} />}
      <h2 className={styles.heading}>{WORDS.what}</h2>
      <div className={styles.kinds}>
        {EXPORT_KINDS.map((kind) => (
          <label key={kind} className={styles.kind}>
            <input
              type="checkbox"
              data-testid={`kind-${kind}`}
              checked={kinds.includes(kind)}
              onChange={() =>
                setKinds(
                  EXPORT_KINDS.filter((other) =>
                    other === kind ? !kinds.includes(other) : kinds.includes(other),
                  ),
                )
              }
            />
            <span>
              <b>{WORDS.kinds[kind].title}</b>
              {WORDS.kinds[kind].hint}
            </span>
          </label>
        ))}
      </div>
      <h2 className={styles.heading}>{WORDS.where}</h2>
      <Destinations lead={lead} folder={folder} onChoose={setFolder} />
      <footer className={styles.footer}>
        <Button
          look="primary"
          isDisabled={folder === null || kinds.length === 0}
          onPress={() => folder !== null && void copy(folder)}
          testId="copy"
        >
          {WORDS.copy}
        </Button>
      </footer>
    </>
  );
}
