import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { TAKE_WORDS as WORDS } from './words/take-words.ts';
import styles from './take-away.module.css';

export type Exported =
  | { readonly outcome: 'exported'; readonly files: readonly string[] }
  /** `isOver` is false when nobody knows whether it still goes on. */
  | { readonly outcome: 'failed'; readonly problem: string; readonly isOver: boolean };

/** The end of an export: which files there are and what to do with them, or why there are none. */
export function ExportOutcome({
  exported,
  onAgain,
}: {
  readonly exported: Exported;
  readonly onAgain: () => void;
}) {
  if (exported.outcome === 'failed') {
    return (
      <Note tone="attention" testId="export-failed">
        <b>{WORDS.failed(exported.problem)}</b>
        <p>{exported.isOver ? WORDS.failedHint : WORDS.stillWorking}</p>
      </Note>
    );
  }
  const folder = folderOf(exported.files);
  return (
    <>
      <Note tone="done" testId="exported">
        <b>{WORDS.finished}</b> {WORDS.finishedFiles(exported.files.length, folder)}
        <ul className={styles.files}>
          {exported.files.map((file) => (
            <li key={file}>{nameIn(folder, file)}</li>
          ))}
        </ul>
      </Note>
      <ol className={styles.next}>
        {WORDS.next.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <footer className={styles.footer}>
        <Button onPress={onAgain}>{WORDS.again}</Button>
      </footer>
    </>
  );
}

/** Up to the last separator of either kind: the path is the main process's, and this laptop may run Windows. */
const FOLDER = /^.*[\\/]/u;

/** The one folder that all files lie in, with its separator; empty where there is none. */
function folderOf(files: readonly string[]): string {
  const folders = new Set(files.map((file) => FOLDER.exec(file)?.[0] ?? ''));
  const [only = ''] = folders;
  return folders.size === 1 ? only : '';
}

function nameIn(folder: string, file: string): string {
  return file.slice(folder.length);
}
