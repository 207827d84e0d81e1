/** How the command line answers: results on standard output, everything else on standard error, one code that means it. */
import process from 'node:process';

export const EXIT = { ok: 0, refused: 1, calledWrongly: 2, stopped: 130 } as const;

export type HowAnswered = { readonly json?: true };
/** Of every verb that works on books. */
export type Common = HowAnswered & { readonly data: string };

/** To a log, every tenth. */
export const showProgress = (() => {
  let last = '';
  return (step: string, done: number, total: number): void => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    const { isTTY } = process.stderr;
    const text = `${step}: ${String(isTTY ? percent : percent - (percent % 10))} %`;
    if (text === last) return;
    last = text;
    process.stderr.write(isTTY ? `\r${text}   ${percent >= 100 ? '\n' : ''}` : `${text}\n`);
  };
})();

/** One result, in words or as JSON. @param found something is not as it should be: exit code 1 */
export function report(common: HowAnswered, value: unknown, words: string, found = false): void {
  process.stdout.write(common.json === true ? `${JSON.stringify(value, null, 2)}\n` : `${words}\n`);
  process.exitCode = found ? EXIT.refused : EXIT.ok;
}

export function reportError(
  common: HowAnswered,
  error: { readonly code: string; readonly what: string; readonly next: string },
): void {
  if (common.json === true) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  else process.stderr.write(`${error.what} ${error.next} (${error.code})\n`);
  process.exitCode = error.code === 'TASK_STOPPED' ? EXIT.stopped : EXIT.refused;
}

/** What cannot be stopped goes on to its end, and says how it ended; a second Ctrl-C ends the program. */
export async function stoppable(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    process.stderr.write('\nStopping …\n');
    stopping.abort();
  };
  process.once('SIGINT', stop);
  try {
    await work(stopping.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
