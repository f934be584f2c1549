import type { ExportKind } from '#shared/lead.ts';
import { format } from '../../components/format.ts';
import { useStore } from '../../use-store.ts';
import type { LeadSession } from './lead-session.ts';
import { TAKE_WORDS as WORDS } from './words/take-words.ts';
import styles from './take-away.module.css';

/** How far the files have come, one bar a kind; they are written one after another. */
export function ExportProgressBar({
  lead,
  kinds,
}: {
  readonly lead: LeadSession;
  readonly kinds: readonly ExportKind[];
}) {
  const progress = useStore(lead.exportProgress);
  const current = progress === null ? -1 : kinds.indexOf(progress.kind);
  return (
    <ul className={styles.bars} data-testid="export-progress">
      {kinds.map((kind, index) => {
        const isNow = index === current && progress !== null;
        const nowShare = isNow && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
        const share = index < current ? 1 : nowShare;
        return (
          <li key={kind}>
            <b>{WORDS.kinds[kind].title}</b>
            <span>
              {isNow && progress.total > 0
                ? WORDS.rows(format.count(progress.done), format.count(progress.total))
                : format.percent(share)}
            </span>
            <progress value={share} max={1} />
          </li>
        );
      })}
    </ul>
  );
}
