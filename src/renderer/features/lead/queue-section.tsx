import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import type { LeadOverview, LogLineView } from '#shared/lead.ts';
import { toneOf } from '#shared/verdict.ts';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { ToneSymbol } from '../../components/symbols.tsx';
import { DECIDED_VERDICT_WORDS } from '../scan/words.ts';
import { Empty } from './empty.tsx';
import { LEAD_WORDS } from './words/desk-words.ts';
import { QUEUE_WORDS as WORDS } from './words/queue-words.ts';
import styles from './queue-section.module.css';

/** The emergency log as a person reads it: what waits, what went in, and what could not. */
export function QueueSection({ overview }: { readonly overview: LeadOverview | null }) {
  if (overview === null) return <Empty title={LEAD_WORDS.loading} />;
  const { lines, setAside } = overview;
  return (
    <>
      {setAside.length > 0 && (
        <section className={styles.list}>
          <h2>{WORDS.setAside}</h2>
          <Note tone="attention">{WORDS.setAsideHint}</Note>
          <ol data-testid="set-aside-lines">
            {setAside.map((line) => (
              <Line key={line.sequence} line={line} />
            ))}
          </ol>
        </section>
      )}
      {lines.length === 0 ? (
        <Empty title={WORDS.empty} hint={WORDS.emptyHint} />
      ) : (
        <section className={styles.list}>
          <h2>{WORDS.newest}</h2>
          <ol data-testid="log-lines">
            {lines.map((line) => (
              <Line key={line.sequence} line={line} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function Line({ line }: { readonly line: LogLineView }) {
  const verdict = DECIDED_VERDICTS.find((known) => known === line.verdict);
  const particulars = [
    line.ticketPurchaseId === null ? null : WORDS.purchase(line.ticketPurchaseId),
    WORDS.basis[line.basis],
    line.note,
  ].filter((part) => part !== null);
  return (
    <li className={styles.line} data-state={line.state} data-tone={verdict && toneOf(verdict)}>
      <b className={styles.sequence}>{line.sequence}</b>
      {verdict !== undefined && <ToneSymbol tone={toneOf(verdict)} />}
      <p>
        <b>{verdict === undefined ? line.verdict : DECIDED_VERDICT_WORDS[verdict]}</b>
        <span dir="auto">{particulars.join(' · ')}</span>
        {line.reason !== null && <span className={styles.reason}>{line.reason}</span>}
      </p>
      <p className={styles.when}>
        <time>{format.exactTimeOfDay(new Date(line.doorTime))}</time>
        <span className={styles.state}>{WORDS.state[line.state]}</span>
      </p>
    </li>
  );
}
