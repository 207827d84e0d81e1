/** A secret for the command line: from a pipe as one line, from a terminal without showing it. Never from an argument, where every process could read it. */
import { createInterface } from 'node:readline/promises';
import process from 'node:process';
import { Writable } from 'node:stream';

export async function readSecret(prompt: string): Promise<string> {
  const { stdin } = process;
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = stdin.isTTY;
  if (terminal) process.stderr.write(prompt);
  const reader = createInterface({ input: stdin, output: silent, terminal });
  try {
    return (await reader.question('')).trim();
  } finally {
    reader.close();
    if (terminal) process.stderr.write('\n');
  }
}
