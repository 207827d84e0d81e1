/**
 * Scan Coin SC-350/360 by its technical handbook (019722-101 rev. 05, chapter 12): the computer asks, the machine
 * answers. PROTOCOL.md has the table. Bytes and values only.
 */

export const ESC = 0x1b;
export const ACK = 0x06;
export const NAK = 0x15;

/** Two letters each; what the handbook shows with a checksum is sent with one, reads are not. */
export const QUESTIONS = {
  logOn: { letters: 'QF', checked: true },
  revision: { letters: 'PR', checked: false },
  count: { letters: 'RC', checked: false },
  memory: { letters: 'RA', checked: false },
  batchValue: { letters: 'RV', checked: false },
  batchLimit: { letters: 'RL', checked: false },
  status: { letters: 'RS', checked: false },
} as const satisfies Readonly<Record<string, { letters: string; checked: boolean }>>;
export type Question = keyof typeof QUESTIONS;

/** Low byte of the sum of all bytes but ESC. */
export const sumOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;

export function encodeQuestion(question: Question): Uint8Array {
  const { letters, checked } = QUESTIONS[question];
  const command = [letters.charCodeAt(0), letters.charCodeAt(1)];
  return Uint8Array.of(ESC, ...command, ...(checked ? [sumOf(command)] : []));
}

/** A machine's answer to a read: the value with the most significant byte first, its sum, ACK. */
export const encodeValue = (value: readonly number[]): Uint8Array =>
  Uint8Array.of(...value, sumOf(value), ACK);

export const bytesOf = (value: number, length: 1 | 2 | 4): readonly number[] =>
  Array.from({ length }, (_, n) => Math.floor(value / 256 ** (length - 1 - n)) % 256);

export const numberOf = (bytes: readonly number[]): number =>
  bytes.reduce((value, byte) => value * 256 + byte, 0);

/**
 * How many bytes of value answer a question. Protocol 1.xx tells batch quantities in 16 bits, 2.xx in 32.
 * Zero: the answer is ACK or NAK alone.
 */
export function valueLength(question: Question, protocolMajor: number): 0 | 1 | 2 | 4 {
  switch (question) {
    case 'logOn':
      return 0;
    case 'status':
      return 1;
    case 'batchValue':
    case 'batchLimit':
      return protocolMajor === 1 ? 2 : 4;
    case 'revision':
    case 'count':
    case 'memory':
      return 4;
  }
}

export type Revision = {
  readonly software: string;
  readonly protocol: string;
  readonly protocolMajor: number;
};

/** Four bytes: software 10.15 and protocol 2.09 are `0A 0F 02 09`. */
export function revisionOf([
  softMajor = 0,
  softMinor = 0,
  major = 0,
  minor = 0,
]: readonly number[]): Revision {
  const two = (n: number): string => String(n).padStart(2, '0');
  return {
    software: `${softMajor}.${two(softMinor)}`,
    protocol: `${major}.${two(minor)}`,
    protocolMajor: major,
  };
}

export type MachineStatus = {
  readonly counting: boolean;
  readonly batchReached: boolean;
  /** The inspection door was opened while it counted: what it shows is not all that was poured in. */
  readonly doorOpened: boolean;
  readonly needsCleaning: boolean;
  readonly coinAtSensor: boolean;
  readonly batchMode: boolean;
};

const STATUS_BITS = {
  counting: 0x01,
  batchReached: 0x02,
  doorOpened: 0x04,
  needsCleaning: 0x08,
  coinAtSensor: 0x10,
  batchMode: 0x20,
} as const satisfies Readonly<Record<keyof MachineStatus, number>>;
/** Bits 6 and 7 are always zero. */
const NEVER_SET = 0xc0;

/** Undefined: no status of this machine. */
export function statusOf(byte: number): MachineStatus | undefined {
  if ((byte & NEVER_SET) !== 0) return undefined;
  const has = (bit: number): boolean => (byte & bit) !== 0;
  return {
    counting: has(STATUS_BITS.counting),
    batchReached: has(STATUS_BITS.batchReached),
    doorOpened: has(STATUS_BITS.doorOpened),
    needsCleaning: has(STATUS_BITS.needsCleaning),
    coinAtSensor: has(STATUS_BITS.coinAtSensor),
    batchMode: has(STATUS_BITS.batchMode),
  };
}

export const statusByte = (status: MachineStatus): number =>
  Object.entries(STATUS_BITS).reduce(
    (byte, [name, bit]) => (status[name as keyof MachineStatus] ? byte | bit : byte),
    0,
  );

/** What it shows is all that was poured in. */
export const isAtRest = ({ counting, doorOpened, coinAtSensor }: MachineStatus): boolean =>
  !counting && !doorOpened && !coinAtSensor;
