import { runSimulator } from './cli.ts';

const code = await runSimulator(process.argv.slice(2), (line) => {
  process.stdout.write(`${line}\n`);
});
if (code !== undefined) process.exit(code);
