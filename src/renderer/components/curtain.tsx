import styles from './curtain.module.css';

/** A calm screen with one sentence, for the moments in which there is nothing else to show. */
export function Curtain({ words }: { readonly words: string }) {
  return (
    <main className={styles.curtain} role="status">
      {words}
    </main>
  );
}
