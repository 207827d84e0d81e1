/**
 * A check reader on a line of its own. It speaks when a check passes; the only thing it can be asked is how it is set up,
 * and many are set up not to answer that. So what can be known of it is: it answers, or its port is open.
 *
 * The log gets the layout of a line and none of its numbers: the account is secret.
 */
import type { CheckReaderSettings, CheckReading } from '../../shared/devices/check-reader.ts';
import type { LinkFault } from '../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Clock } from '../clock.ts';
import type { Exchange, FrameDecoder } from '../runtime/exchange.ts';
import { holdDevice } from '../runtime/held-device.ts';
import type { HeldDevice } from '../runtime/held-device.ts';
import type { Checked, DeviceCondition, SupervisorPlan } from '../runtime/supervisor.ts';
import type { Transport } from '../transport/connection.ts';
import { withoutReceived } from '../transport/discreet.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import { micrFraming } from './magtek/framing.ts';
import type { MicrFrame, MicrFramingDecoder } from './magtek/framing.ts';
import { NO_LINE_STATUS, whatReaderSays } from './magtek/status.ts';
import { maskMicr } from './micr/mask.ts';
import { parseMicr } from './micr/parse.ts';
import { normalized } from './micr/tokens.ts';

export type CheckReaderIdentity =
  /** It said its settings for messages: eight switches, `0` or `1`, as its manual lists them. */
  | { readonly answers: 'switches'; readonly switches: string }
  /** It is a reader that does not know the question. */
  | { readonly answers: 'question-mark' }
  /** It may be set up not to answer, or switched off: nobody can tell until a check has passed. */
  | { readonly answers: 'nothing' };

export type CheckReaderCondition = DeviceCondition<CheckReaderIdentity, 'open'>;

export type CheckReaderDeps = {
  readonly clock: Clock;
  readonly log?: TrafficLog;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  /** Each check once, in the order of the passes. */
  readonly heard: (reading: CheckReading) => void;
  readonly changed: (condition: CheckReaderCondition) => void;
  readonly plan?: SupervisorPlan;
};

export interface CheckReader {
  readonly condition: CheckReaderCondition;
  start(): void;
  /** Asks it again now, if it answers questions. */
  nudge(): void;
  stop(): Promise<void>;
}

/** SWB without data: how are messages framed? It changes nothing. */
const ASK_SWITCHES = Uint8Array.of(0x53, 0x57, 0x42, 0x0d);
const NAK = Uint8Array.of(0x15);
const ANSWER_MS = 1000;
const SEND_MS = 1000;
/** A line comes in one go, with pauses between characters where the reader is set up to make them. */
const IDLE_MS = 1000;
/** Nothing marks the end of a bare line but this. */
const BARE_IDLE_MS = 400;
/** From NAK to the same line again. */
const REPEAT_MS = 2000;
const MOST_REPEATS = 2;
/** A hand cannot pass a check again so soon; a line that comes twice so soon is one check. */
const SAME_PASS_MS = 500;
const FRAMES_OF_NOISE = 3;

/** It does nothing until it is started. */
export function createCheckReader(settings: CheckReaderSettings, deps: CheckReaderDeps): CheckReader {
  const { clock, log } = deps;
  const { alphabet, framing = 'marked' } = settings;
  const inner = deps.transport?.(settings.transport) ?? transportOf(settings.transport, clock);
  const talk = conversation(settings);
  const lately = { said: '', forget: (): void => undefined };
  const repeats = { asked: 0, cancel: (): void => undefined };
  let cancelIdle: () => void = () => undefined;

  function decoder(): FrameDecoder<MicrFrame> {
    const frames = micrFraming({ framing, isUtf8: alphabet === 'unicode' });
    return (bytes) => {
      const found = frames.take(bytes);
      waitForSilence(frames);
      return found;
    };
  }

  function waitForSilence(frames: MicrFramingDecoder): void {
    cancelIdle();
    if (frames.midFrame)
      cancelIdle = clock.after(framing === 'bare' ? BARE_IDLE_MS : IDLE_MS, () => {
        for (const frame of frames.idle()) heard(frame, held.exchange);
      });
  }

  function heard(frame: MicrFrame, exchange: Exchange<MicrFrame> | undefined): void {
    logReceived(frame);
    if (talk.noticed(frame)) held.nudge();
    switch (frame.kind) {
      case 'line':
        repeats.cancel();
        repeats.asked = 0;
        // An answer that nobody waits for any more is no check.
        if (!isAnswer(frame)) say(`${frame.text}/${frame.status ?? ''}`, readingOf(frame));
        return;
      case 'card-discarded':
        say(frame.kind, { result: 'unreadable', why: 'card-discarded' });
        return;
      case 'damaged':
        damaged(exchange);
        return;
      case 'noise':
    }
  }

  function readingOf({ text, status }: Extract<MicrFrame, { kind: 'line' }>): CheckReading {
    if (text.trim() === '' && status !== null)
      return { result: 'unreadable', why: status === NO_LINE_STATUS ? 'no-line' : 'reader-error' };
    return parseMicr(text, settings, whatReaderSays(status));
  }

  /** What was damaged is asked for again where the reader keeps it; that passes no check and moves no money. */
  function damaged(exchange: Exchange<MicrFrame> | undefined): void {
    repeats.cancel();
    const giveUp = (): void => {
      repeats.asked = 0;
      deps.heard({ result: 'unreadable', why: 'reader-error' });
    };
    if (framing !== 'packet' || exchange === undefined || repeats.asked === MOST_REPEATS) {
      giveUp();
      return;
    }
    repeats.asked += 1;
    repeats.cancel = clock.after(REPEAT_MS, giveUp);
    void exchange.send(NAK, SEND_MS);
  }

  function say(what: string, reading: CheckReading): void {
    const isAgain = lately.said === what;
    forget();
    lately.said = what;
    lately.forget = clock.after(SAME_PASS_MS, forget);
    if (!isAgain) deps.heard(reading);
  }

  function forget(): void {
    lately.forget();
    lately.said = '';
  }

  function logReceived(frame: MicrFrame): void {
    const nowMs = clock.nowMs();
    if (frame.kind === 'line') {
      const status = frame.status === null ? '' : `/${frame.status}`;
      const shown = isAnswer(frame) ? frame.text : maskMicr(frame.text);
      log?.add('received', Uint8Array.from(Buffer.from(`${shown}${status}\r`)), nowMs);
      log?.rest();
    } else if (frame.kind === 'card-discarded') log?.note('a card was swiped; discarded', nowMs);
    else log?.note(frame.kind === 'noise' ? 'received: noise' : `received: ${frame.why} frame`, nowMs);
  }

  const held: HeldDevice<MicrFrame, CheckReaderIdentity, 'open'> = holdDevice<
    MicrFrame,
    CheckReaderIdentity,
    'open'
  >({
    transport: log ? recordedTransport(inner, withoutReceived(log), clock) : inner,
    clock,
    decoder,
    heard,
    identify: talk.identify,
    look: talk.look,
    changed: deps.changed,
    ...(log ? { log } : {}),
    ...(deps.plan ? { plan: deps.plan } : {}),
  });

  return {
    start: held.start,
    nudge: held.nudge,
    async stop() {
      cancelIdle();
      repeats.cancel();
      forget();
      await held.stop();
    },
    get condition() {
      return held.condition;
    },
  };
}

const SWITCHES = /^[01]{8}$/;

const isAnswer = (frame: MicrFrame): boolean =>
  frame.kind === 'line' && frame.status === null && (SWITCHES.test(frame.text) || frame.text === '?');

type Conversation = {
  identify(exchange: Exchange<MicrFrame>): Promise<Checked<CheckReaderIdentity>>;
  look(exchange: Exchange<MicrFrame>): Promise<Checked<'open'>>;
  /** @returns true when it has become clear that this is no check reader */
  noticed(frame: MicrFrame): boolean;
};

/** What is asked of the reader, and what is concluded from answers, silence and noise. */
function conversation({ alphabet }: CheckReaderSettings): Conversation {
  const canBeAsked = alphabet.startsWith('magtek-');
  /** A reader that answered once is set up to answer: its silence means something from then on. */
  let hasAnswered = false;
  let noise = 0;
  /** It has proved itself since the last look. */
  let isAlive = false;

  const failed = (fault: LinkFault) => ({ ok: false, fault }) as const;
  const isCheck = (text: string): boolean => normalized(text, alphabet).split('T').length > 2;
  /** A line without two transit symbols, in the time in which an answer is due, is taken for one. */
  const mayAnswer = (frame: MicrFrame): boolean => frame.kind === 'line' && !isCheck(frame.text);

  async function ask(exchange: Exchange<MicrFrame>): Promise<Checked<CheckReaderIdentity>> {
    const got = await exchange.request(ASK_SWITCHES, mayAnswer, ANSWER_MS);
    switch (got.kind) {
      case 'answered': {
        const text = got.frame.kind === 'line' ? got.frame.text : '';
        if (SWITCHES.test(text)) return { ok: true, value: { answers: 'switches', switches: text } };
        if (text === '?') return { ok: true, value: { answers: 'question-mark' } };
        return failed('wrong-device');
      }
      case 'closed':
        return failed('unplugged');
      case 'silence':
      case 'stale':
        if (noise > 0) return failed('wrong-device');
        return hasAnswered ? failed('silent') : { ok: true, value: { answers: 'nothing' } };
    }
  }

  return {
    async identify(exchange) {
      noise = 0;
      const asked: Checked<CheckReaderIdentity> = canBeAsked
        ? await ask(exchange)
        : { ok: true, value: { answers: 'nothing' } };
      hasAnswered ||= asked.ok && asked.value.answers !== 'nothing';
      isAlive = true;
      return asked;
    },
    async look(exchange) {
      const [isNoisy, wasAlive] = [noise >= FRAMES_OF_NOISE, isAlive];
      noise = 0;
      isAlive = false;
      if (isNoisy) return failed('wrong-device');
      if (!hasAnswered || wasAlive) return { ok: true, value: 'open' };
      const again = await ask(exchange);
      return again.ok ? { ok: true, value: 'open' } : again;
    },
    noticed(frame) {
      const isBad = frame.kind === 'noise' || (frame.kind === 'damaged' && frame.why === 'broken');
      noise = isBad ? noise + 1 : 0;
      isAlive ||= frame.kind === 'line';
      return noise >= FRAMES_OF_NOISE;
    },
  };
}
