import type { CameraProblem } from '../../camera/camera-problem.ts';
import { NoCameraSymbol } from '../../components/symbols.tsx';
import styles from './camera-notice.module.css';
import { CAMERA_PROBLEM_WORDS, WORDS } from './words.ts';

/** In place of the picture: what is wrong with the camera and what to do. */
export function CameraNotice({ problem }: { readonly problem: CameraProblem }) {
  const { title, advice } = CAMERA_PROBLEM_WORDS[problem];
  return (
    <div className={styles.notice} role="alert" data-testid="camera-problem" data-problem={problem}>
      <NoCameraSymbol className={styles.symbol} />
      <h2>{title}</h2>
      <p className={styles.advice}>{advice}</p>
      <p className={styles.meanwhile}>{WORDS.scannerStillWorks}</p>
    </div>
  );
}
