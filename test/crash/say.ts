/** How a process that will be killed says what it did: a line is whole in the pipe before anything else happens. */
import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';

export const say = (...words: readonly string[]): void => {
  let rest = Buffer.from(`${words.join(' ')}\n`);
  while (rest.length > 0) rest = rest.subarray(written(rest));
};

const nap = new Int32Array(new SharedArrayBuffer(4));

/** The pipe does not block: full, because its reader is busy, it says so, and is asked again a little later. */
function written(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(nap, 0, 0, 2);
    return 0;
  }
}
