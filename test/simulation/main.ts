/**
 * `npm run simulate -- --seeds 1000 --from 1`: whole days of random work, one for each seed, on as many processes as
 * there are cores. A failure prints its seed and the steps that led there, and the exit code is 1.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import { simulate } from './simulate.ts';

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number, please.');
  return value;
};

type Arguments = {
  readonly seeds: number;
  readonly from: number;
  readonly steps: number;
  readonly workers: number;
  readonly goOn?: true;
};

const asked = new Command('simulate')
  .description('Random days in a simulated lobby, with failing devices, restarts and cut power.')
  .option('--seeds <n>', 'how many days', whole, 100)
  .option('--from <seed>', 'the first of them', whole, 1)
  .option('--steps <n>', 'steps of a day', whole, 300)
  .option('--workers <n>', 'processes', whole, availableParallelism())
  .option('--go-on', 'do not stop at the first failure')
  .parse()
  .opts<Arguments>();

type Told = { readonly seed: number; readonly failed?: string; readonly accepted?: number };

/** In a worker: one seed after the other, as they are asked for. */
function work(): void {
  process.on('message', (seed: number) => {
    void simulate({ seed, steps: asked.steps }).then(
      ({ accepted }) => {
        process.send?.({
          seed,
          accepted: [...accepted.values()].reduce((sum, count) => sum + count, 0),
        } satisfies Told);
      },
      (fault: unknown) => {
        process.send?.({
          seed,
          failed: fault instanceof Error ? fault.message : String(fault),
        } satisfies Told);
      },
    );
  });
}

async function lead(): Promise<void> {
  const startedAt = performance.now();
  let next = asked.from;
  let done = 0;
  let accepted = 0;
  const failed: number[] = [];
  const isOver = (): boolean =>
    next >= asked.from + asked.seeds || (failed.length > 0 && asked.goOn !== true);
  const progress = (): void => {
    if (!process.stderr.isTTY && done % 50 !== 0) return;
    const seconds = (performance.now() - startedAt) / 1000;
    const line = `${String(done)} of ${String(asked.seeds)} seeds, ${String(failed.length)} failed, ${accepted.toLocaleString('en-US')} accepted commands and queries, ${seconds.toFixed(0)} s`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  };
  const workers = Array.from({ length: Math.max(1, Math.min(asked.workers, asked.seeds)) }, async () => {
    const child = fork(import.meta.filename, process.argv.slice(2), {
      env: { ...process.env, [WORKER]: '1' },
    });
    const ended = once(child, 'exit');
    let running: number | undefined;
    const giveNext = (): void => {
      running = isOver() ? undefined : next;
      if (running === undefined) child.disconnect();
      else {
        next += 1;
        child.send(running);
      }
    };
    child.on('message', (told: Told) => {
      done += 1;
      accepted += told.accepted ?? 0;
      if (told.failed !== undefined) {
        failed.push(told.seed);
        process.stdout.write(`\n✗ ${told.failed}\n\n`);
      }
      progress();
      giveNext();
    });
    giveNext();
    await ended;
    if (running !== undefined) {
      failed.push(running);
      process.stdout.write(`\n✗ seed ${String(running)} ended its process\n\n`);
    }
  });
  await Promise.all(workers);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const ending =
    failed.length === 0
      ? 'no rule was broken'
      : `${String(failed.length)} failed: ${failed.join(', ')} (npm run simulate -- --from ${String(failed[0])} --seeds 1 --steps ${String(asked.steps)})`;
  process.stdout.write(`${String(done)} seeds of ${String(asked.steps)} steps in ${seconds} s: ${ending}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

const WORKER = 'TILLWRIGHT_SIMULATION_WORKER';
if (process.env[WORKER] === '1') work();
else await lead();
