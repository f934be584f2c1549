import styles from './lead-screen.module.css';

/** In place of a list that has nothing: what that means, and when something will stand here. */
export function Empty({ title, hint }: { readonly title: string; readonly hint?: string }) {
  return (
    <p className={styles.empty} data-testid="empty">
      <b>{title}</b>
      {hint !== undefined && <span>{hint}</span>}
    </p>
  );
}
