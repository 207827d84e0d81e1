import process from 'node:process';
import { runBench } from './cli.ts';

const running = runBench(process.argv.slice(2), (line) => {
  process.stdout.write(`${line}\n`);
});
// Also while it starts: pseudo-terminals and their folders are taken away. A second signal ends it at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    void running
      .then((run) => (run.code === undefined ? run.close() : undefined))
      .then(() => process.exit(0));
  });
const { code } = await running;
if (code !== undefined) process.exit(code);
