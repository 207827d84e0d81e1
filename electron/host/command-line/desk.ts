/** The desk as the command line opens it: for one verb, without a printer, as `cli:<OS user>`, who owns the data folder. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Answer } from '../../../shared/contract/envelope.ts';
import { CHANNELS } from '../../../shared/contract/index.ts';
import type { ChannelName, Input, Output } from '../../../shared/contract/index.ts';
import { errorEnvelope } from '../../services/envelope.ts';
import { openDesk } from '../desk.ts';
import type { HostedDesk } from '../hosted-desk.ts';
import { reportError, showProgress, stoppable } from './output.ts';
import type { Common } from './output.ts';

export const CALLER = {
  seatId: 'command-line',
  origin: 'command-line',
  osUser: userInfo().username,
} as const;

/** Opens the desk for one verb and closes it again; a missing folder is made. */
export async function withDesk(
  common: Common,
  work: (desk: HostedDesk, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const folder = resolve(common.data);
  if (!makeFolder(common, folder)) return;
  const desk = await openDesk({ dataFolder: folder, trainingPrinter: false });
  const unsubscribe = desk.subscribe((push) => {
    if (push.topic === 'progress' && push.payload.step !== '')
      showProgress(push.payload.step, push.payload.done, push.payload.total);
  });
  try {
    await stoppable((signal) => work(desk, signal));
  } finally {
    unsubscribe();
    await desk.close();
  }
}

function makeFolder(common: Common, folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch (fault) {
    const params = { folder, reason: reasonOf(fault) };
    reportError(common, errorEnvelope({ code: 'BOOKS_FOLDER', field: 'data', value: folder, params }));
    return false;
  }
}

/** `ENOENT` */
export const reasonOf = (fault: unknown): string => (fault as NodeJS.ErrnoException).code ?? 'unknown';

/** Asks one channel; a refusal is reported and gives undefined. */
export async function ask<C extends ChannelName>(
  common: Common,
  desk: HostedDesk,
  channel: C,
  input: Input<C>,
): Promise<Output<C> | undefined> {
  const message = CHANNELS[channel].kind === 'command' ? { commandId: randomUUID(), input } : { input };
  const answer = (await desk.call(CALLER, channel, message)) as Answer<Output<C>>;
  if (answer.ok) return answer.value;
  reportError(common, answer.error);
  return undefined;
}
