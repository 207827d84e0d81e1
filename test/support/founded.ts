/** The sample city on its morning, founded once per process and copied for each who wants one. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import argon2 from 'argon2';
import { openDesk } from '../../electron/host/desk.ts';
import { openBooks } from '../../electron/persistence/open.ts';
import { SAMPLE_CITY_PIN } from '../../electron/services/desk/found-sample-city.ts';
import { ok } from '../../shared/kernel/result.ts';
import { instantFromMs } from '../../shared/kernel/time.ts';

/** 8:00 in Phoenix. */
export const FOUNDED_AT = '2026-11-19T15:00:00.000Z';

/** Memory where the machine has it: what is simulated is what the program does, not what a disk does. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
export const newFolder = (): string => mkdtempSync(join(FOLDERS, 'tillwright-simulation-'));

let founded: Promise<string> | undefined;

/** Its people keep their PIN, under a hash that costs nothing to check. */
async function found(): Promise<string> {
  const folder = newFolder();
  const clock = (): number => Date.parse(FOUNDED_AT);
  const desk = await openDesk({
    dataFolder: folder,
    workstation: '03',
    sampleCity: true,
    clock,
    trainingPrinter: false,
  });
  await desk.close();
  const cheap = await argon2.hash(SAMPLE_CITY_PIN, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const books = await openBooks({ folder, clock: () => instantFromMs(clock()), newId: () => 'unused' });
  if (!books.ok) throw new Error(books.error.code);
  const everybody = books.value.users().map(({ userName }) => userName);
  books.value.transact((tx) => {
    for (const userName of everybody) tx.putSecret('user-secret', userName, cheap);
    return ok(undefined);
  });
  books.value.close();
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** @returns a folder of the caller's own */
export async function copyOfCity(): Promise<string> {
  founded ??= found();
  const folder = newFolder();
  cpSync(await founded, folder, { recursive: true });
  return folder;
}
