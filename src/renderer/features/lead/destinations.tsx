import { useEffect, useState } from 'react';
import type { Destination } from '#shared/lead.ts';
import { Button } from '../../components/button.tsx';
import { format } from '../../components/format.ts';
import type { LeadSession } from './lead-session.ts';
import { TAKE_WORDS as WORDS } from './words/take-words.ts';
import styles from './take-away.module.css';

/** A stick that was plugged in is there within this time, in milliseconds. */
const LOOK_EVERY_MS = 2_000;

/** Where files can go: sticks first, as they come and go, then folders of this laptop. */
export function Destinations({
  lead,
  folder,
  onChoose,
}: {
  readonly lead: LeadSession;
  readonly folder: string | null;
  readonly onChoose: (folder: string | null) => void;
}) {
  const [listed, setListed] = useState<readonly Destination[]>([]);
  const [other, setOther] = useState<string | null>(null);

  useEffect(() => {
    let isOver = false;
    async function look(): Promise<void> {
      const reply = await lead.ask('lead:list-destinations', undefined);
      if (!isOver && reply.outcome === 'listed') setListed(reply.destinations);
    }
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [lead]);

  async function chooseOther(): Promise<void> {
    const reply = await lead.ask('lead:choose-folder', undefined);
    if (reply.outcome !== 'chosen' || reply.folder === null) return;
    setOther(reply.folder);
    onChoose(reply.folder);
  }

  // A stick that was pulled can't be copied to.
  const isGone = folder !== null && folder !== other && !listed.some((place) => place.folder === folder);
  useEffect(() => {
    if (isGone && listed.length > 0) onChoose(null);
  }, [isGone, listed, onChoose]);

  const places = listed.toSorted((a, b) => Number(b.isRemovable) - Number(a.isRemovable));
  return (
    <div className={styles.destinations} data-testid="destinations">
      {!listed.some(({ isRemovable }) => isRemovable) && <p className={styles.hint}>{WORDS.noStick}</p>}
      {places.map((place) => (
        <button
          key={place.folder}
          type="button"
          className={styles.destination}
          aria-pressed={place.folder === folder}
          data-testid="destination"
          onClick={() => onChoose(place.folder)}
        >
          <b>{place.label}</b>
          <span>
            {place.freeBytes === null ? WORDS.freeUnknown : WORDS.free(format.bytes(place.freeBytes))}
          </span>
          <small>{place.folder}</small>
        </button>
      ))}
      {other !== null && (
        <button
          type="button"
          className={styles.destination}
          aria-pressed={other === folder}
          data-testid="other-folder"
          onClick={() => onChoose(other)}
        >
          <b>{other}</b>
        </button>
      )}
      <Button onPress={() => void chooseOther()} testId="choose-folder">
        {WORDS.otherFolder}
      </Button>
    </div>
  );
}
