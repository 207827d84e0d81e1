/** Whether the cashier has given up, for a dialogue that waits for something else. */
export type StopSignal = {
  readonly isAsked: boolean;
  /** Resolves when a promise that had settled before has been seen to have. */
  settled(): Promise<void>;
};

export function stopSignal(cancelled: Promise<void>, asked: () => void): StopSignal {
  let isAsked = false;
  const seen = cancelled.then(
    () => {
      isAsked = true;
      asked();
    },
    () => undefined,
  );
  return {
    get isAsked() {
      return isAsked;
    },
    settled: () => Promise.race([seen, Promise.resolve().then(() => undefined)]),
  };
}
