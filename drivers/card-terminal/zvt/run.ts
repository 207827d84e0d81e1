/**
 * One payment, reversal or refund at a ZVT terminal. The command leaves this machine at most once.
 *
 * The positive answer to 04 0F is the commit point: before it is sent the outcome is on disk, and without it the
 * terminal reverses what it has charged. Whether it arrived, only the completion 06 0F tells. So an approval is
 * approved when its completion has been heard, and unknown before that, although it has been persisted already.
 */
import type { CardOutcome, CardRequest, CardRun } from '../../../shared/devices/card-terminal.ts';
import type { LinkFault } from '../../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { countdown } from '../../clock.ts';
import type { Clock, Countdown } from '../../clock.ts';
import type { CardTerminalDeps } from '../deps.ts';
import { stopSignal } from '../stop-signal.ts';
import type { StopSignal } from '../stop-signal.ts';
import { agreedTo, register } from './ask.ts';
import { openZvtLine } from './line.ts';
import type { ZvtLine } from './line.ts';
import { readRecord } from './mark.ts';
import type { Mark } from './mark.ts';
import { readStatus, stepOf, unsuccessful } from './protocol/answers.ts';
import type { FinalAnswer } from './protocol/answers.ts';
import { hex } from './protocol/bitmaps.ts';
import type { Apdu } from './protocol/apdu.ts';
import { ABORT, paymentRequest } from './protocol/requests.ts';

const failed = (fault: LinkFault): CardOutcome => ({ outcome: 'failed', fault });
const unknown = (fault: LinkFault): CardOutcome => ({ outcome: 'unknown', fault });

export type ZvtWay = { readonly settings: DeviceTransport; readonly password: string };

/** @param remember is given what was on record before the request is sent */
export async function runZvt(
  { settings, password }: ZvtWay,
  request: CardRequest,
  run: CardRun,
  deps: CardTerminalDeps,
  remember: (mark: Mark) => void,
): Promise<CardOutcome> {
  run.progress('connecting');
  const opened = await openZvtLine(settings, deps);
  if (!opened.opened) return failed(opened.fault);
  const { line } = opened;
  try {
    const there = await register(line, password);
    if (there.is === 'no-answer') return failed(there.fault);
    // Registered to somebody else, or told so: it answers, and takes nothing from this till.
    if (there.is === 'refused') return failed('busy');
    const before = await readRecord(line, password);
    if (!before.read) return failed(before.asked.fault);
    remember(before.record);
    const stop = stopSignal(run.cancelled, () => {
      line.nudge();
    });
    await stop.settled();
    if (stop.isAsked) return { outcome: 'cancelled' };
    return await transact(line, request, run, stop, password, deps.clock);
  } finally {
    await line.close();
  }
}

async function transact(
  line: ZvtLine,
  request: CardRequest,
  run: CardRun,
  stop: StopSignal,
  password: string,
  clock: Clock,
): Promise<CardOutcome> {
  const sent = await line.send(paymentRequest(request, password));
  if (!sent.written) {
    const fault = sent.because === 'deadline' ? 'silent' : 'unplugged';
    return sent.bytesMayHaveLeft === 0 ? failed(fault) : unknown(fault);
  }
  run.progress('sent');
  const dialogue = createDialogue(line, request, run);
  let stopping: Countdown | undefined;
  const tellToStop = async (): Promise<void> => {
    await line.send(ABORT);
    stopping = countdown(clock, line.deadlines.cancelMs);
  };
  try {
    for (;;) {
      // Once it has answered there is nothing to stop.
      if (stop.isAsked && !stopping && !dialogue.isAnswered) await tellToStop();
      const heard = await line.hear(dialogue.patienceMs(stopping !== undefined));
      switch (heard.kind) {
        case 'apdu': {
          const outcome = await dialogue.hear(heard.apdu, stopping !== undefined);
          if (outcome) return outcome;
          break;
        }
        case 'woken':
          break;
        case 'refused':
          // NAK to "stop" is an answer to that; NAK to the request says that it arrived spoilt.
          if (!stopping) return dialogue.lost('wrong-device');
          break;
        case 'silence':
          if (!dialogue.isTaken || dialogue.isAnswered || stopping) return dialogue.lost(line.faultOf(heard));
          // Nobody may come with a card after this till has stopped listening.
          await tellToStop();
          break;
        case 'closed':
          return dialogue.lost('unplugged');
      }
      if (stopping?.isOver === true) return dialogue.lost('silent');
    }
  } finally {
    stopping?.cancel();
  }
}

type Dialogue = {
  /** 80 00 has come: the terminal works on the request. */
  readonly isTaken: boolean;
  /** Its final status has come. */
  readonly isAnswered: boolean;
  patienceMs(isStopping: boolean): number;
  /** @returns the outcome, when this message ends it */
  hear(apdu: Apdu, isStopping: boolean): Promise<CardOutcome | undefined>;
  /** No more comes. */
  lost(fault: LinkFault): CardOutcome;
};

function createDialogue(line: ZvtLine, request: CardRequest, run: CardRun): Dialogue {
  const { ackMs, cardMs, cancelMs } = line.deadlines;
  let taken = false;
  /** The final status, persisted, with its bytes: the terminal may say it again. */
  let answer: { readonly outcome: FinalAnswer; readonly bytes: string } | undefined;

  function persisted(outcome: FinalAnswer): boolean {
    try {
      run.persist(outcome);
      return true;
    } catch {
      return false;
    }
  }

  async function status(data: Uint8Array): Promise<CardOutcome | undefined> {
    if (answer) {
      // Once more, because our agreement was lost; or another one, which contradicts it and is not agreed to.
      if (answer.bytes !== hex(data)) return unknown('wrong-device');
      await line.agree();
      return undefined;
    }
    const outcome = readStatus(data, request);
    if (outcome === 'unusable') return unknown('wrong-device');
    if (!persisted(outcome)) return unknown('silent');
    answer = { outcome, bytes: hex(data) };
    await line.agree();
    return undefined;
  }

  /** 06 1E, or 84 xx to the request itself. */
  function unsuccessfulEnd(code: number): CardOutcome {
    if (answer) return answer.outcome.outcome === 'approved' ? unknown('silent') : answer.outcome;
    const outcome = unsuccessful(code);
    return persisted(outcome) ? outcome : unknown('silent');
  }

  return {
    get isTaken() {
      return taken;
    },
    get isAnswered() {
      return answer !== undefined;
    },
    patienceMs: (isStopping) => (isStopping || answer ? cancelMs : taken ? cardMs : ackMs),
    async hear(apdu, isStopping) {
      if (apdu.command === '8000') {
        if (!taken) run.progress('card');
        taken = true;
        return undefined;
      }
      // To "stop" it says that it cannot, or not now; to the request, that it does not begin.
      if (apdu.command.startsWith('84'))
        return taken || isStopping ? undefined : unsuccessfulEnd(Number.parseInt(apdu.command.slice(2), 16));
      if (await agreedTo(line, apdu)) {
        taken = true;
        const step = apdu.command === '04FF' ? stepOf(apdu.data) : undefined;
        if (step) run.progress(step);
        return undefined;
      }
      switch (apdu.command) {
        case '040F':
          taken = true;
          return status(apdu.data);
        case '060F':
          await line.agree();
          return answer?.outcome ?? unknown('wrong-device');
        case '061E': {
          const outcome = unsuccessfulEnd(apdu.data[0] ?? 0xff);
          if (outcome.outcome !== 'unknown') await line.agree();
          return outcome;
        }
        default:
          await line.decline();
          return undefined;
      }
    },
    lost: (fault) => (answer && answer.outcome.outcome !== 'approved' ? answer.outcome : unknown(fault)),
  };
}
