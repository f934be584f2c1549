import { AttentionSymbol } from '../../components/symbols.tsx';
import type { ReadOnlyStore } from '../../store.ts';
import { useStore } from '../../use-store.ts';
import type { Notice } from './notices.ts';
import styles from './picture.module.css';
import type { Finder } from './scan-session.ts';
import { COACHING_WORDS, WORDS } from './words.ts';

/** The one line under the picture. What answers a person's own scan goes before what the camera has to say. */
export function CoachingLine({
  finder,
  notice,
  isJudgingSlow,
  isLive,
}: {
  readonly finder: ReadOnlyStore<Finder>;
  readonly notice: ReadOnlyStore<Notice | null>;
  readonly isJudgingSlow: boolean;
  readonly isLive: boolean;
}) {
  const { coaching } = useStore(finder);
  const said = useStore(notice) ?? (isLive ? coaching : null);
  if (!isLive && !isJudgingSlow && said === null) return null;
  return (
    <p
      className={styles.coaching}
      role="status"
      data-testid="coaching"
      data-coaching={said ?? 'none'}
      data-is-waiting={isJudgingSlow}
    >
      {!isJudgingSlow && said === 'reading-stopped' && <AttentionSymbol />}
      {isJudgingSlow ? WORDS.judging : said === null ? WORDS.ready : COACHING_WORDS[said]}
    </p>
  );
}
