/**
 * A MagTek-like check reader as far as a host can tell: checks are passed through it, some of them badly printed, some
 * without a line; it answers questions about its settings or does not; and it has a slot for cards, which nobody should use.
 */
import type { MicrAlphabet } from '../../../shared/devices/check-reader.ts';
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { Connection } from '../../transport/connection.ts';
import { lrcOf } from '../magtek/framing.ts';
import { MICR_SYMBOLS } from '../micr/alphabets.ts';

/** Communication modes 0–7 of the manual (SWB). */
export const READER_MODES = ['data', 'cr', 'lf', 'cr-lf', 'esc', 'esc-cr', 'stx-etx', 'packet'] as const;
export type ReaderMode = (typeof READER_MODES)[number];

export type ReaderState = {
  readonly alphabet: MicrAlphabet;
  readonly mode: ReaderMode;
  /** Appends `/SS`. */
  readonly sendsStatus: boolean;
  /** `switches`: answers SWB. `question-mark`: knows no command. `nothing`: is set up to ignore all of them. */
  readonly answers: 'switches' | 'question-mark' | 'nothing';
  /** What it reads instead of what is printed: another digit in the routing number or in the account. */
  readonly lie: 'wrong-routing-digit' | 'wrong-account-digit' | null;
  /** Something else hangs on the port: it returns every byte, answers as a modem does, or talks at another speed. */
  readonly wrongDevice: 'echo' | 'modem' | 'noise' | null;
};

export const HEALTHY_READER: ReaderState = {
  alphabet: 'magtek-2',
  mode: 'cr',
  sendsStatus: false,
  answers: 'switches',
  lie: null,
  wrongDevice: null,
};

export type PrintedCheck = {
  readonly routing: string;
  readonly account: string;
  readonly number: string;
  readonly business?: boolean;
  /** Characters of the line, from 0, that are smudged. */
  readonly smudgedAt?: readonly number[];
};

export type CheckReaderSimulator = SimulatedDevice & {
  readonly state: ReaderState;
  set(change: Partial<ReaderState>): void;
  /** Passes a check: one write on every line that is plugged in. */
  swipe(check: PrintedCheck): void;
  /** Passes a piece of paper whose line is exactly this, in the reader's own characters. @param status two digits */
  swipeRaw(line: string, status?: string): void;
  /** A piece of paper without a magnetic line. */
  swipeBlank(): void;
  /** A made-up test card through the card slot: all tracks, behind STX and ESC. */
  swipeCard(): void;
  /** Messages of its own, repeats included. */
  readonly sent: number;
  /** How often it was told that its last message was damaged. */
  readonly naks: number;
  /** Commands that came, without their CR; the last hundred. */
  readonly commands: readonly string[];
};

const WRITE_MS = 5000;
const [STX, ETX, LF, CR, ESC, NAK] = [0x02, 0x03, 0x0a, 0x0d, 0x1b, 0x15];
const SWITCHES: Readonly<Record<ReaderMode, string>> = {
  data: '00000000',
  cr: '00000010',
  lf: '00000001',
  'cr-lf': '00000011',
  esc: '00001000',
  'esc-cr': '00001010',
  'stx-etx': '00010100',
  packet: '10000001',
};
const OK = '00';
const NO_LINE = '01';
const UNREADABLE = '03';
const BUSINESS = '10';
const COMMANDS_KEPT = 100;

/** The number that every payment system gives out for tests. */
export const TEST_CARD = '4111111111111111';
export const TEST_CARDHOLDER = 'DOE/JANE Q';

const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));

function framed(text: string, mode: ReaderMode): Uint8Array {
  const data = utf8(text);
  switch (mode) {
    case 'data':
      return data;
    case 'cr':
      return Uint8Array.of(...data, CR);
    case 'lf':
      return Uint8Array.of(...data, LF);
    case 'cr-lf':
      return Uint8Array.of(...data, CR, LF);
    case 'esc':
      return Uint8Array.of(ESC, ...data);
    case 'esc-cr':
      return Uint8Array.of(ESC, ...data, CR);
    case 'stx-etx':
      return Uint8Array.of(STX, ...data, ETX);
    case 'packet':
      return Uint8Array.of(STX, ...data, ETX, lrcOf(data));
  }
}

/** As it is printed: the serial number of a business check to the left, of a personal one behind the account. */
export function lineOf(check: PrintedCheck, alphabet: MicrAlphabet): string {
  const { transit, onUs } = MICR_SYMBOLS[alphabet];
  const [t, o] = [transit.charAt(0), onUs.charAt(0)];
  const { routing, account, number } = check;
  const line = check.business
    ? `${o}${number}${o} ${t}${routing}${t} ${account}${o}`
    : `${t}${routing}${t} ${account}${o} ${number}`;
  return Array.from(line, (character, at) => (check.smudgedAt?.includes(at) ? '?' : character)).join('');
}

const otherDigit = (text: string, at: number): string =>
  text.slice(0, at) + String((Number(text.charAt(at)) + 1) % 10) + text.slice(at + 1);

export function checkReaderSimulator(): CheckReaderSimulator {
  let state = HEALTHY_READER;
  let [sent, naks] = [0, 0];
  let last: Uint8Array | undefined;
  let command = '';
  const commands: string[] = [];
  const lines = new Set<Connection>();

  function say(bytes: Uint8Array): void {
    last = bytes;
    sent += 1;
    for (const line of lines) void line.write(bytes, WRITE_MS);
  }

  function swipeRaw(line: string, status = OK): void {
    if (state.wrongDevice === 'noise') {
      say(Uint8Array.from({ length: 24 }, (_, at) => (at % 8 === 7 ? CR : 0x80 + at)));
      return;
    }
    say(framed(state.sendsStatus ? `${line}/${status}` : line, state.mode));
  }

  function swipe(check: PrintedCheck): void {
    const seen: PrintedCheck = {
      ...check,
      routing: state.lie === 'wrong-routing-digit' ? otherDigit(check.routing, 4) : check.routing,
      account: state.lie === 'wrong-account-digit' ? otherDigit(check.account, 1) : check.account,
    };
    const isSmudged = (check.smudgedAt?.length ?? 0) > 0;
    swipeRaw(lineOf(seen, state.alphabet), isSmudged ? UNREADABLE : check.business ? BUSINESS : OK);
  }

  function received(line: Connection, byte: number): void {
    if (byte === NAK) {
      naks += 1;
      if (last && state.mode === 'packet') say(last);
      return;
    }
    if (byte !== CR) {
      command = (command + String.fromCharCode(byte)).slice(-80);
      return;
    }
    commands.push(command);
    if (commands.length > COMMANDS_KEPT) commands.shift();
    const answer = answerTo(command);
    command = '';
    if (answer !== undefined) void line.write(utf8(`${answer}\r`), WRITE_MS);
  }

  function answerTo(asked: string): string | undefined {
    if (state.wrongDevice === 'modem') return '\nERROR';
    if (state.answers === 'nothing') return undefined;
    return state.answers === 'switches' && asked === 'SWB' ? SWITCHES[state.mode] : '?';
  }

  return {
    attach(line) {
      lines.add(line);
      line.onBytes((bytes) => {
        if (state.wrongDevice === 'echo') void line.write(bytes, WRITE_MS);
        else if (state.wrongDevice !== 'noise') for (const byte of bytes) received(line, byte);
      });
      void line.closed.then(() => lines.delete(line));
    },
    get state() {
      return state;
    },
    set(change) {
      state = { ...state, ...change };
    },
    swipe,
    swipeRaw,
    swipeBlank() {
      swipeRaw('', NO_LINE);
    },
    swipeCard() {
      const tracks = `%B${TEST_CARD}^${TEST_CARDHOLDER}^30121010000000000000?;${TEST_CARD}=30121010000000000?`;
      say(Uint8Array.of(STX, ESC, ...utf8(tracks), CR, ETX));
    },
    get sent() {
      return sent;
    },
    get naks() {
      return naks;
    },
    get commands() {
      return commands;
    },
  };
}
