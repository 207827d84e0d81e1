import styles from './Shell.module.css';

/** The training copy says so before anything else, on every screen. */
export function TrainingBand() {
  return (
    <div className={styles.training} role="note">
      <span className={styles.trainingWord}>TRAINING</span>
    </div>
  );
}
