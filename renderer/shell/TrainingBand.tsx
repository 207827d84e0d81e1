import styles from './Shell.module.css';

/** The training copy says so before anything else, on every screen. */
export function TrainingBand() {
  return (
    <aside className={styles.training} aria-label="Training">
      <span className={styles.trainingWord}>TRAINING</span>
    </aside>
  );
}
