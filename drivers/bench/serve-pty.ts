/** A simulated device on one end of a pseudo-terminal pair; its line's plug makes the pair come and go. */
import type { Clock } from '../clock.ts';
import { ptyPair } from '../transport/pty-pair.test-kit.ts';
import type { PtyPair } from '../transport/pty-pair.test-kit.ts';
import { attachToDeviceFile } from './serve.ts';
import type { SimulatedDevice, SimulatedLine } from './simulated-line.ts';

export type PtyServedDevice = {
  /** The program's end: a serial port under the same name as long as it is served. */
  readonly hostPath: string;
  /** Resolves when the pair is there, or gone, as the line's `plugged` says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** @param folder is made, and removed with the pair; absent, one of its own */
export async function serveOnPty(
  device: SimulatedDevice,
  line: SimulatedLine,
  clock: Clock,
  folder?: string,
): Promise<PtyServedDevice> {
  type Laid = { readonly pair: PtyPair; readonly hangUp: () => Promise<void> };
  const lay = async (where?: string): Promise<Laid> => {
    const pair = await ptyPair(where);
    return { pair, hangUp: await attachToDeviceFile(device, line, pair.devicePath, clock) };
  };
  const pull = async ({ pair, hangUp }: Laid): Promise<void> => {
    await hangUp();
    await pair.unplug();
  };
  let laid: Laid | undefined = await lay(folder);
  const { hostPath, folder: place } = laid.pair;
  let work: Promise<void> = Promise.resolve();
  const follow = (): void => {
    work = work.then(async () => {
      if (line.state.plugged === (laid !== undefined)) return;
      if (laid) await pull(laid);
      laid = line.state.plugged ? await lay(place) : undefined;
    });
  };
  const ignore = line.onChange(follow);
  if (!line.state.plugged) follow();
  return {
    hostPath,
    settled: () => work,
    async close() {
      ignore();
      await work;
      if (laid) await pull(laid);
      laid = undefined;
    },
  };
}
