/**
 * One request to a PAX terminal. It leaves this machine at most once: it is not repeated after a NAK, a silence or a
 * lost cable. The final answer is persisted before it is acknowledged.
 *
 * The acknowledgement is not what makes the charge: a terminal that does not hear it says its answer again and goes
 * back to its idle screen, and what it has charged stays charged. So what is persisted is the outcome, whatever
 * becomes of the acknowledgement.
 */
import type { CardOutcome, CardRequest, CardRun } from '../../../shared/devices/card-terminal.ts';
import type { LinkFault } from '../../../shared/devices/fault.ts';
import { countdown } from '../../clock.ts';
import type { Countdown } from '../../clock.ts';
import type { CardTerminalDeps } from '../deps.ts';
import type { StopSignal } from '../stop-signal.ts';
import { stopSignal } from '../stop-signal.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { introduce, openPaxLine } from './line.ts';
import type { PaxLine } from './line.ts';
import { readCreditAnswer } from './protocol/answers.ts';
import type { PaxMessage } from './protocol/message.ts';
import { CANCEL, creditRequest } from './protocol/requests.ts';

const unknown = (fault: LinkFault): CardOutcome => ({ outcome: 'unknown', fault });

export async function runPax(
  settings: DeviceTransport,
  request: CardRequest,
  run: CardRun,
  deps: CardTerminalDeps,
): Promise<CardOutcome> {
  run.progress('connecting');
  const opened = await openPaxLine(settings, deps);
  if (!opened.opened) return { outcome: 'failed', fault: opened.fault };
  const { line } = opened;
  try {
    const there = await introduce(line);
    if (!there.answered) return { outcome: 'failed', fault: there.fault };
    const stop = stopSignal(run.cancelled, () => {
      line.nudge();
    });
    await stop.settled();
    if (stop.isAsked) return { outcome: 'cancelled' };
    return await transact(line, request, run, stop, deps);
  } finally {
    await line.close();
  }
}

async function transact(
  line: PaxLine,
  request: CardRequest,
  run: CardRun,
  stop: StopSignal,
  deps: CardTerminalDeps,
): Promise<CardOutcome> {
  const sent = await line.send(creditRequest(request));
  if (!sent.written) {
    const fault = sent.because === 'deadline' ? 'silent' : 'unplugged';
    return sent.bytesMayHaveLeft === 0 ? { outcome: 'failed', fault } : unknown(fault);
  }
  run.progress('sent');
  return listen(line, request, run, stop, deps);
}

/** Until its final word, or until there is no more hope of one. */
async function listen(
  line: PaxLine,
  request: CardRequest,
  run: CardRun,
  stop: StopSignal,
  { clock }: CardTerminalDeps,
): Promise<CardOutcome> {
  const { ackMs, cardMs, cancelMs } = line.deadlines;
  let acked = false;
  let stopping: Countdown | undefined;
  /** The terminal is told to stop, once: by the cashier, or because nobody may come with a card later on. */
  const tellToStop = async (): Promise<void> => {
    await line.send(CANCEL);
    stopping = countdown(clock, cancelMs);
  };
  try {
    for (;;) {
      if (stop.isAsked && !stopping) await tellToStop();
      const heard = await line.hear(stopping ? cancelMs : acked ? cardMs : ackMs);
      switch (heard.kind) {
        case 'acked':
          if (!acked) run.progress('card');
          acked = true;
          break;
        case 'woken':
          break;
        case 'message':
          if (heard.message.command === 'T01') return await conclude(line, request, run, heard.message);
          await line.acknowledge();
          break;
        case 'silence':
          if (!acked || stopping) return unknown(line.faultOf(heard));
          await tellToStop();
          break;
        case 'refused':
          // NAK to "stop" is an answer to that; NAK to the request says that it arrived spoilt.
          if (!stopping) return unknown('wrong-device');
          break;
        case 'closed':
          return unknown('unplugged');
      }
      if (stopping?.isOver === true) return unknown('silent');
    }
  } finally {
    stopping?.cancel();
  }
}

async function conclude(
  line: PaxLine,
  request: CardRequest,
  run: CardRun,
  message: PaxMessage,
): Promise<CardOutcome> {
  const answer = readCreditAnswer(message, request);
  if (answer === 'unusable') return unknown('wrong-device');
  try {
    run.persist(answer);
  } catch {
    // Not on disk: the terminal is asked again later. `silent` because no fault of the line is to blame.
    return unknown('silent');
  }
  await line.acknowledge();
  return answer;
}
