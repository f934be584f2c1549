import type { RefObject } from 'react';
import type { ReadOnlyStore } from '../../store.ts';
import { useStore } from '../../use-store.ts';
import styles from './picture.module.css';
import type { Finder } from './scan-session.ts';

/** Draws around every code that the camera reads, so that the holder sees that the ticket is seen. */
export function CodeOutlines({
  finder,
  video,
}: {
  readonly finder: ReadOnlyStore<Finder>;
  readonly video: RefObject<HTMLVideoElement | null>;
}) {
  const { outlines } = useStore(finder);
  const { videoWidth = 0, videoHeight = 0 } = video.current ?? {};
  if (outlines.length === 0 || videoWidth === 0) return null;
  return (
    // "slice" crops as the picture's own `object-fit: cover` does.
    <svg
      className={styles.outlines}
      viewBox={`0 0 ${videoWidth} ${videoHeight}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {outlines.map((corners, index) => (
        <polygon key={index} points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
      ))}
    </svg>
  );
}
