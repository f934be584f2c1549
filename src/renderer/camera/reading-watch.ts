/** Notices when pictures come and nothing reads them: the decoder never started, or dies again and again. */
export type ReadingWatch = {
  /** To be called for every picture of the camera. */
  readonly pictureArrived: () => void;
  /** To be called for every reading. */
  readonly readingArrived: () => void;
};

/** Without a reading for this long, in milliseconds, the person at the gate is told. */
export const UNREAD_AFTER_MS = 4_000;
/** After a pause as long as this between two pictures it was the camera that stopped. */
const PAUSE_MS = 1_500;

/** Calls `onStopped` once for each time that reading stops. It needs no timer: pictures that come are its clock. */
export function createReadingWatch(nowMs: () => number, onStopped: () => void): ReadingWatch {
  let unreadSinceMs: number | null = null;
  let lastPictureMs = -Infinity;
  let isTold = false;

  return {
    pictureArrived: () => {
      const atMs = nowMs();
      if (unreadSinceMs === null || atMs - lastPictureMs > PAUSE_MS) unreadSinceMs = atMs;
      lastPictureMs = atMs;
      if (isTold || atMs - unreadSinceMs < UNREAD_AFTER_MS) return;
      isTold = true;
      onStopped();
    },
    readingArrived: () => {
      unreadSinceMs = null;
      isTold = false;
    },
  };
}
