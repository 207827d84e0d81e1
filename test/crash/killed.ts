/** A process that works until it is killed, and what it had said by then. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Random } from './random.ts';

export type KillPlan = {
  /** A file of this folder. */
  readonly script: string;
  readonly job: unknown;
  readonly random: Random;
  /** One in four dies before it has said `ready`, within so many milliseconds. */
  readonly earlyMs: number;
  /** The others die so many milliseconds after it, at most. */
  readonly workMs: number;
};

/** @param onLine each line as its words; @throws when the process ended by itself, with what it complained about */
export async function runUntilKilled(
  plan: KillPlan,
  onLine: (words: readonly string[]) => void,
): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, plan.script), JSON.stringify(plan.job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_code, signal) => {
      resolve(signal);
    });
  });
  const early = plan.random.below(4) === 0;
  const delayMs = plan.random.below(early ? plan.earlyMs : plan.workMs);
  const killLater = (): void => {
    setTimeout(() => child.kill('SIGKILL'), delayMs);
  };
  if (early) killLater();
  for await (const line of createInterface({ input: child.stdout })) {
    const words = line.split(' ');
    if (words[0] === 'ready' && !early) killLater();
    onLine(words);
  }
  const signal = await ended;
  if (signal !== 'SIGKILL') throw new Error(`the process ended by itself: ${errors}`);
}
