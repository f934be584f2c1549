import type { Attempt } from './attempts.ts';
import type { ReadCode } from './reading.ts';
import type { Region } from './region.ts';

/** A way to read a place. */
export type Look = { readonly attempt: Attempt; readonly region: Region };

type GoodLook = Look & { readonly code: ReadCode; readonly misses: number };

/**
 * The looks that read what the first look could not. The next frame shows the same ticket at nearly the same place, and a code
 * that is read only when its turn comes round, seconds later, would seem to have left the view in between.
 */
export type GoodLooks = {
  /** Keeps a look that read something. */
  readonly remember: (look: Look, codes: readonly ReadCode[]) => void;
  /** Takes every look that is remembered, but for those whose code was read without; gives what they read. */
  readonly repeat: (
    alreadyRead: readonly ReadCode[],
    read: (look: Look) => readonly ReadCode[],
  ) => readonly ReadCode[];
};

/** A look that reads nothing in this many frames in a row is forgotten: the ticket is gone. */
const MOST_MISSES = 5;

/** Remembers at most `most` looks, the latest. */
export function createGoodLooks(most: number): GoodLooks {
  let kept: readonly GoodLook[] = [];

  function keep(looks: readonly GoodLook[]): void {
    kept = looks.slice(0, most);
  }

  return {
    remember: (look, codes) => {
      const added = codes.map((code) => ({ ...look, code, misses: 0 }));
      const texts = new Set(codes.map(({ text }) => text));
      keep([...added, ...kept.filter(({ code }) => !texts.has(code.text))]);
    },
    repeat: (alreadyRead, read) => {
      const codes: ReadCode[] = [];
      const isRead = (text: string): boolean => [...alreadyRead, ...codes].some((code) => code.text === text);
      const next: GoodLook[] = [];
      for (const look of kept) {
        if (isRead(look.code.text)) {
          next.push(look);
          continue;
        }
        const found = read(look);
        codes.push(...found);
        // Another text at this place is the next guest's ticket, and as hard to read.
        const code = found.find(({ text }) => text === look.code.text) ?? found[0];
        if (code !== undefined) next.push({ ...follow(look, code), misses: 0 });
        else if (look.misses + 1 < MOST_MISSES) next.push({ ...look, misses: look.misses + 1 });
      }
      keep(next);
      return codes;
    },
  };
}

/** The look moved as its code has moved; not for a small step, because what reads a still ticket best is the very same look. */
function follow(look: GoodLook, code: ReadCode): GoodLook {
  const [from, to] = [look.code.corners, code.corners];
  const dx = Math.round((to[0].x + to[2].x - from[0].x - from[2].x) / 2);
  const dy = Math.round((to[0].y + to[2].y - from[0].y - from[2].y) / 2);
  if (Math.max(Math.abs(dx), Math.abs(dy)) < look.region.width / 10) return look;
  const region = { ...look.region, left: look.region.left + dx, top: look.region.top + dy };
  return { ...look, region, code };
}
