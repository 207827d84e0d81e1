/** `npm run devices`: every simulated device of a counter, and one page to steer them. */
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { haveSocat } from '../transport/pty-pair.test-kit.ts';
import { startBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { serveBenchControl } from './control.ts';
import { USUAL_CONTROL_PORT, USUAL_PORTS } from './devices.ts';
import type { BenchName } from './devices.ts';

const USAGE = `All devices of a counter, simulated, on this machine only

  --free-ports   take free ports instead of the usual ones
  --control N    TCP port of the control page and its JSON (default ${USUAL_CONTROL_PORT}; 0 takes a free one)
  --pty          serve each on a pseudo-terminal as well, as a serial port (needs socat)
  --help         this text

Usual ports: ${Object.entries(USUAL_PORTS)
  .map(([name, port]) => `${name} ${port}`)
  .join(', ')}.
`;

/** Either serves until `close`, or has ended with an exit code. */
export type BenchRun = { readonly code: number } | { readonly code: undefined; close(): Promise<void> };

export async function runBench(args: readonly string[], say: (line: string) => void): Promise<BenchRun> {
  let options;
  try {
    options = parseArgs({
      args: [...args],
      options: {
        control: { type: 'string' },
        'free-ports': { type: 'boolean', default: false },
        pty: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return { code: 2 };
  }
  if (options.help) {
    say(USAGE);
    return { code: 0 };
  }
  const free = options['free-ports'];
  const control = options.control ?? (free ? '0' : String(USUAL_CONTROL_PORT));
  if (!/^\d{1,5}$/.test(control) || Number(control) > 65_535) {
    say(`A port is a number from 0 to 65535.\n\n${USAGE}`);
    return { code: 2 };
  }
  if (options.pty && !haveSocat) {
    say('--pty needs socat, which is not installed here.');
    return { code: 1 };
  }
  return serve(free ? 'free' : 'usual', Number(control), options.pty, say);
}

async function serve(
  ports: 'free' | 'usual',
  controlPort: number,
  pty: boolean,
  say: (line: string) => void,
): Promise<BenchRun> {
  let bench: Bench | undefined;
  try {
    const started = await startBench({ clock: systemClock, ports, pty });
    bench = started;
    const control = await serveBenchControl(started, controlPort);
    for (const name of Object.keys(started.devices) as BenchName[]) say(whereIs(started, name));
    say(`Control page at http://127.0.0.1:${control.port}/`);
    return {
      code: undefined,
      async close() {
        await control.close();
        await started.close();
      },
    };
  } catch (error) {
    await bench?.close();
    say(error instanceof Error ? error.message : String(error));
    return { code: 1 };
  }
}

function whereIs({ devices, transports, serialLines }: Bench, name: BenchName): string {
  const tcp = transports[name];
  const serial = serialLines[name];
  const ways = [
    ...(tcp.kind === 'tcp' ? [`${tcp.host} port ${tcp.port}`] : []),
    ...(serial ? [serial.path] : []),
  ];
  return `${devices[name].title.padEnd(34)} ${ways.join('   ')}`;
}
