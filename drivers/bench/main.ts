import process from 'node:process';
import { runBench } from './cli.ts';

const run = await runBench(process.argv.slice(2), (line) => {
  process.stdout.write(`${line}\n`);
});
if (run.code !== undefined) process.exit(run.code);
// Pseudo-terminals and their folders are taken away; a second signal ends it at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void run.close().then(() => process.exit(0)));
