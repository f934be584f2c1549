import type { Guest } from '#shared/lead.ts';
import type { Fonts } from './fonts.ts';
import type { PdfList } from './list-shape.ts';
import { createLocalTime } from '#shared/local-time.ts';
import { openFonts } from './opened-fonts.ts';
import { writePdfList } from './pdf-list.ts';
import { hasMissingLetters, type Letters } from './text-runs.ts';
import type { Sink } from './whole-file.ts';

/** A guest as the door list has them. */
export type DoorListGuest = Omit<Guest, 'ticketPurchaseId'>;

export type DoorListOptions = {
  readonly title: string;
  /** How old the snapshot is that the guests are from. */
  readonly takenAt: Date | null;
  readonly fonts: Fonts;
  readonly now: Date;
  readonly timeZone?: string;
};

/**
 * Writes the list for the case that the laptop dies too: everybody who may come in, by the alphabet, with a box to tick.
 */
export async function writeDoorList(
  guests: readonly DoorListGuest[],
  options: DoorListOptions,
  sink: Sink,
  onProgress: (done: number) => void,
): Promise<void> {
  const fonts = await openFonts(options.fonts);
  await writePdfList(doorList(guests, options, fonts), fonts, sink, onProgress);
}

function doorList(
  guests: readonly DoorListGuest[],
  { title, takenAt, now, timeZone }: DoorListOptions,
  letters: Letters,
): PdfList {
  const localTime = createLocalTime(timeZone);
  const sorted = byTheAlphabet(guests);
  const unreadable = sorted.filter(({ name }) => name !== null && hasMissingLetters(name, letters)).length;
  return {
    title: `Door list · ${title}`,
    introduction: [
      `${sorted.length} ticket purchases${takenAt === null ? '' : `, as the database was at ${localTime(takenAt)}`}.`,
      'Tick the name and write the time. Enter the list afterwards on the lead’s screen: Write down, From paper.',
      ...(unreadable === 0
        ? []
        : [`${unreadable} names have letters (□) that this laptop has no font for: go by the code.`]),
    ],
    columns: [
      { heading: '', width: 18, kind: 'tick' },
      { heading: 'Name', width: 190, kind: 'text' },
      { heading: 'Code', width: 62, kind: 'text' },
      { heading: 'Ticket', width: 92, kind: 'text' },
      { heading: 'Time', width: 40, kind: 'text' },
      { heading: 'Remarks', width: 125, kind: 'text' },
    ],
    rows: sorted.map((guest) => [
      '',
      guest.name ?? 'Walk-in',
      `…${guest.shortCode}`,
      guest.ticketKind ?? '',
      '',
      remarks(guest),
    ]),
    footer: `Door list · ${title} · printed ${localTime(now)}`,
    orientation: 'portrait',
    textSize: 9.5,
  };
}

/** By name as a dictionary sorts, whatever the letters; who has no name comes last, by the code. */
export function byTheAlphabet<G extends Pick<DoorListGuest, 'name' | 'shortCode'>>(
  guests: readonly G[],
): G[] {
  const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
  return guests.toSorted((one, other) => {
    if (one.name === null || other.name === null) {
      return (
        Number(one.name === null) - Number(other.name === null) || (one.shortCode < other.shortCode ? -1 : 1)
      );
    }
    return collator.compare(one.name, other.name) || (one.shortCode < other.shortCode ? -1 : 1);
  });
}

/** What a person at the door must know: who may not come in, and the note. */
function remarks({ verdict, kind, attentionNote }: DoorListGuest): string {
  // The list is printed before the doors open, and read after.
  const hindrance =
    verdict === 'admitted' || verdict === 'not-open' ? '' : verdict.replaceAll('-', ' ').toUpperCase();
  return [hindrance, kind === 'teacher' ? 'teacher' : '', attentionNote ?? '']
    .filter((text) => text !== '')
    .join(' · ');
}
