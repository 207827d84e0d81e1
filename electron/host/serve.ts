/** `npm start -- --browser`: serves the desk to a browser on this machine and prints one line with the address. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import { instantToMs, isInstant } from '../../shared/kernel/time.ts';
import { announceHost } from '../persistence/writer-lock.ts';
import { defaultDataFolder } from './data-folder.ts';
import { openDesk } from './desk.ts';
import { startServer } from './server.ts';

const DEFAULT_PORT = 4620;

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('a port is 0 to 65535; 0 takes a free one.');
  return value;
};

/** A clock that starts at a given instant and runs on: only with the sample city, for tests. */
const clockFrom = (text: string): number => {
  if (!isInstant(text)) throw new InvalidArgumentError('an instant is written 2026-11-19T15:00:00.000Z.');
  return instantToMs(text);
};

const options = new Command('tillwright')
  .description('Serves the Tillwright desk to a browser on this machine.')
  .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', port, DEFAULT_PORT)
  .option('--data <folder>', 'folder of the books; made when missing', defaultDataFolder())
  .option('--sample-city', 'found the invented city of Cedar Bluff when the folder is empty')
  .option('--workstation <number>', 'two digits, the first part of every receipt number', '01')
  .option('--clock <instant>', 'start the clock here; only with --sample-city, for tests', clockFrom)
  .parse()
  .opts<{ port: number; data: string; sampleCity?: true; workstation: string; clock?: number }>();

const page = resolve(import.meta.dirname, '../../dist/renderer');
if (!existsSync(join(page, 'index.html'))) {
  process.stderr.write('The page is not built yet. `npm start` builds it.\n');
  process.exit(1);
}
if (options.clock !== undefined && options.sampleCity !== true) {
  process.stderr.write('--clock works only with --sample-city: real books keep real time.\n');
  process.exit(2);
}

const startedAt = Date.now();
const clock = options.clock;
const desk = await openDesk({
  dataFolder: resolve(options.data),
  workstation: options.workstation,
  sampleCity: options.sampleCity === true,
  ...(clock === undefined ? {} : { clock: () => clock + (Date.now() - startedAt) }),
});
const server = await startServer(desk, { port: options.port, page }).catch(async (fault: unknown) => {
  await desk.close();
  const busy = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';
  process.stderr.write(
    busy ? `Port ${String(options.port)} is taken. Choose another with --port.\n` : `${String(fault)}\n`,
  );
  process.exit(1);
});
// So that whoever finds the books in use is told by which desk.
if (desk.state === 'open') announceHost(resolve(options.data), { port: server.port });
process.stdout.write(`Tillwright is open at ${server.address}\n`);

let closing = false;
const close = (): void => {
  if (closing) return;
  closing = true;
  void server
    .close()
    .then(() => desk.close())
    .then(() => process.exit(0));
};
process.on('SIGINT', close);
process.on('SIGTERM', close);
