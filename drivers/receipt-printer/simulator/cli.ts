/** `node drivers/receipt-printer/simulator/main.ts --port 9100 --control 9101 [--device /dev/pts/3]` */
import { parseArgs } from 'node:util';
import { systemClock } from '../../clock.ts';
import { fileTransport } from '../../transport/file.ts';
import { serveControl } from './control.ts';
import { printerSimulator } from './simulator.ts';
import { serveSimulator } from './tcp-server.ts';

const USAGE = `Receipt printer and cash drawer simulator

  --port N       TCP port of the printer, on this machine only (default 9100; 0 takes a free one)
  --control N    TCP port of the control page and its JSON (default 9101; 0 takes a free one)
  --device PATH  also answer on this end of a pseudo-terminal pair; may be given again
  --help         this text
`;

const PORT = /^\d{1,5}$/;

/** @returns the exit code, or undefined while it serves */
export async function runSimulator(
  args: readonly string[],
  say: (line: string) => void,
): Promise<number | undefined> {
  let options;
  try {
    options = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '9100' },
        control: { type: 'string', default: '9101' },
        device: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    say(USAGE);
    return 0;
  }
  if (!PORT.test(options.port) || !PORT.test(options.control)) {
    say(`A port is a number from 0 to 65535.\n\n${USAGE}`);
    return 2;
  }
  return serve(Number(options.port), Number(options.control), options.device, say);
}

async function serve(
  port: number,
  controlPort: number,
  devices: readonly string[],
  say: (line: string) => void,
): Promise<number | undefined> {
  const simulator = printerSimulator({ clock: systemClock });
  try {
    const printer = await serveSimulator(simulator, { clock: systemClock, port });
    const control = await serveControl(simulator, controlPort);
    say(`Printer at ${printer.host} port ${printer.port}; control page at http://127.0.0.1:${control.port}/`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
  for (const path of devices) {
    const opened = await fileTransport(path, systemClock).open(2000);
    if (!opened.opened) {
      say(`${path}: ${opened.detail}`);
      return 1;
    }
    simulator.attach(opened.connection);
    say(`Printer at ${path}`);
  }
  return undefined;
}
