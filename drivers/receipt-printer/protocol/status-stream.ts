/**
 * What a printer says, taken apart (Epson TM-H5000II, appendix E: everything it can send differs in its bit pattern;
 * PROTOCOL.md has the table). A state machine over single bytes: any chunking of the same bytes gives the same frames.
 * Bytes that fit nothing become `garbage` frames and are skipped. State is at most one block of 256 bytes. Never throws.
 */

export type StatusFrame =
  /** The answer to DLE EOT n. Which n it answers, only the order tells. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** Automatic status back: four bytes, unasked. */
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  /** The answer to GS r or to GS I 1–3. */
  | { readonly kind: 'one-byte'; readonly byte: number }
  /** GS ( H: all data before the command with this id has been printed. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** `_text NUL`: GS I 65–112, and a printer-side check reader. */
  | { readonly kind: 'information'; readonly text: string }
  /** A block of another command, whose content is nothing to this driver. */
  | { readonly kind: 'block'; readonly header: number; readonly text: string }
  | { readonly kind: 'xon' }
  | { readonly kind: 'xoff' }
  | { readonly kind: 'garbage'; readonly byte: number };

export type StatusStream =
  | { readonly at: 'start' }
  | { readonly at: 'automatic'; readonly bytes: readonly number[] }
  | { readonly at: 'block'; readonly bytes: readonly number[] };

export const AT_START: StatusStream = { at: 'start' };

const XON = 0x11;
const XOFF = 0x13;
const PROCESS_ID_HEADER = 0x37;
const INFORMATION_HEADER = 0x5f;
const BLOCK_HEADERS: ReadonlySet<number> = new Set([0x35, PROCESS_ID_HEADER, 0x3b, 0x3d, INFORMATION_HEADER]);
const LONGEST_BLOCK = 256;

const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isAutomaticStart = (byte: number): boolean => (byte & 0x93) === 0x10;
const isAutomaticRest = (byte: number): boolean => (byte & 0x90) === 0x00;
const isOneByte = (byte: number): boolean => (byte & 0x90) === 0x00;
/** Blocks carry text; some separate fields with 1F. */
const isBlockText = (byte: number): boolean => (byte >= 0x20 && byte <= 0x7e) || byte === 0x1f;

/** @returns the state after these bytes, and the frames that they completed */
export function decodeStatusStream(
  state: StatusStream,
  bytes: Uint8Array,
): { readonly state: StatusStream; readonly frames: readonly StatusFrame[] } {
  const frames: StatusFrame[] = [];
  let now = state;
  for (const byte of bytes) now = step(now, byte, frames);
  return { state: now, frames };
}

/** The same, remembering its state: what an exchange wants. */
export function statusDecoder(): {
  decode(bytes: Uint8Array): readonly StatusFrame[];
  /** The last frame is not finished: half an answer, so far. */
  readonly midFrame: boolean;
} {
  let state = AT_START;
  return {
    decode(bytes) {
      const next = decodeStatusStream(state, bytes);
      state = next.state;
      return next.frames;
    },
    get midFrame() {
      return state.at !== 'start';
    },
  };
}

function step(state: StatusStream, byte: number, frames: StatusFrame[]): StatusStream {
  // Flow control may come between any two bytes of an answer.
  if (byte === XON || byte === XOFF) {
    frames.push({ kind: byte === XON ? 'xon' : 'xoff' });
    return state;
  }
  switch (state.at) {
    case 'start':
      return begin(byte, frames);
    case 'automatic':
      return continueAutomatic(state.bytes, byte, frames);
    case 'block':
      return continueBlock(state.bytes, byte, frames);
  }
}

function begin(byte: number, frames: StatusFrame[]): StatusStream {
  if (isRealTime(byte)) frames.push({ kind: 'real-time', byte });
  else if (isAutomaticStart(byte)) return { at: 'automatic', bytes: [byte] };
  else if (isOneByte(byte)) frames.push({ kind: 'one-byte', byte });
  else if (BLOCK_HEADERS.has(byte)) return { at: 'block', bytes: [byte] };
  else frames.push({ kind: 'garbage', byte });
  return AT_START;
}

function continueAutomatic(so: readonly number[], byte: number, frames: StatusFrame[]): StatusStream {
  if (!isAutomaticRest(byte)) return broken(so, byte, frames);
  const [first, second, third] = so;
  if (first === undefined || second === undefined || third === undefined)
    return { at: 'automatic', bytes: [...so, byte] };
  frames.push({ kind: 'automatic', bytes: [first, second, third, byte] });
  return AT_START;
}

function continueBlock(so: readonly number[], byte: number, frames: StatusFrame[]): StatusStream {
  if (byte === 0x00) {
    frames.push(blockFrame(so));
    return AT_START;
  }
  if (!isBlockText(byte) || so.length >= LONGEST_BLOCK) return broken(so, byte, frames);
  return { at: 'block', bytes: [...so, byte] };
}

/** What was begun was not what it seemed: it is garbage, and the byte that showed it may begin something. */
function broken(so: readonly number[], byte: number, frames: StatusFrame[]): StatusStream {
  for (const wasted of so) frames.push({ kind: 'garbage', byte: wasted });
  return begin(byte, frames);
}

function blockFrame([header = 0, ...content]: readonly number[]): StatusFrame {
  const text = String.fromCharCode(...content);
  // 37 22 d1 d2 d3 d4 00
  if (header === PROCESS_ID_HEADER && content[0] === 0x22 && content.length === 5)
    return { kind: 'process-id', id: text.slice(1) };
  if (header === INFORMATION_HEADER) return { kind: 'information', text };
  return { kind: 'block', header, text };
}
