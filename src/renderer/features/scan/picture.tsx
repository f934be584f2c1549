import { useEffect, useRef } from 'react';
import type { GateState } from '#shared/gate-state.ts';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { CameraNotice } from './camera-notice.tsx';
import { CoachingLine } from './coaching-line.tsx';
import { CodeOutlines } from './code-outlines.tsx';
import styles from './picture.module.css';
import { WORDS } from './words.ts';

/** The live picture with its finder frame, and one line that says what to do. */
export function Picture({
  scan,
  gate,
  isJudgingSlow,
}: {
  readonly scan: Scan;
  readonly gate: GateState | null;
  readonly isJudgingSlow: boolean;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const status = useStore(scan.camera.status);
  const stream = status.state === 'live' ? status.stream : null;

  useEffect(() => {
    const element = video.current;
    if (element === null || stream === null) return;
    element.srcObject = stream;
    // Rejects when the stream is replaced before it plays, and then the next one does.
    element.play().catch(() => undefined);
    const [track] = stream.getVideoTracks();
    const detach = track === undefined ? undefined : scan.pump.attach(track);
    return () => {
      detach?.();
      element.srcObject = null;
    };
  }, [stream, scan]);

  return (
    <section className={styles.picture} data-testid="picture" data-camera={status.state}>
      <div className={styles.mirror} data-is-mirrored={scan.settings.screen.isMirrored}>
        <video ref={video} className={styles.video} muted playsInline disablePictureInPicture />
        {stream !== null && <CodeOutlines finder={scan.session.finder} video={video} />}
      </div>
      {status.state === 'failed' && <CameraNotice problem={status.problem} />}
      {status.state === 'starting' && <p className={styles.starting}>{WORDS.cameraStarting}</p>}
      {stream !== null && <FinderFrame isWaiting={isJudgingSlow} />}
      {gate?.isPractice === true && <p className={styles.practice}>{WORDS.practiceLong}</p>}
      <CoachingLine
        finder={scan.session.finder}
        notice={scan.session.notice}
        isJudgingSlow={isJudgingSlow}
        isLive={stream !== null}
      />
    </section>
  );
}

const CORNERS =
  'M3 18 V9 A6 6 0 0 1 9 3 H18 M82 3 H91 A6 6 0 0 1 97 9 V18 M97 82 V91 A6 6 0 0 1 91 97 H82 M18 97 H9 A6 6 0 0 1 3 91 V82';

/** Four corners: white on a dark edge, so that they stand out from any picture. */
function FinderFrame({ isWaiting }: { readonly isWaiting: boolean }) {
  return (
    <svg className={styles.finder} viewBox="0 0 100 100" data-is-waiting={isWaiting} aria-hidden="true">
      <path className={styles.finderEdge} d={CORNERS} />
      <path d={CORNERS} />
    </svg>
  );
}
