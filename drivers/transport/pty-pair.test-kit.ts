/**
 * Two pseudo-terminals joined by socat, for tests. Not paced by a baud rate and without modem lines, but a real
 * character device with real hang-ups. `undefined` where socat is not installed: those tests say so and are skipped.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, systemClock } from '../clock.ts';

export const haveSocat = spawnSync('socat', ['-V']).status === 0;

export type PtyPair = {
  /** Given to `ptyPair`, it makes a pair under the same names again: the cable is plugged back in. */
  readonly folder: string;
  readonly hostPath: string;
  readonly devicePath: string;
  /** Pulls the cable: both ends hang up and vanish. */
  unplug(): Promise<void>;
};

/** @param folder may be one of an earlier pair that was unplugged */
export async function ptyPair(folder = mkdtempSync(join(tmpdir(), 'tillwright-pty-'))): Promise<PtyPair> {
  mkdirSync(folder, { recursive: true });
  const hostPath = join(folder, 'host');
  const devicePath = join(folder, 'device');
  const end = (path: string): string => `pty,raw,echo=0,link=${path}`;
  const socat = spawn('socat', [end(hostPath), end(devicePath)], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    socat.once('exit', () => {
      resolve();
    });
  });
  for (let tries = 0; tries < 200 && !(existsSync(hostPath) && existsSync(devicePath)); tries += 1)
    await pause(systemClock, 10);
  return {
    folder,
    hostPath,
    devicePath,
    async unplug() {
      socat.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
