/** Traffic as a person reads it: text as text, control bytes by their names, everything else as hexadecimal. */
import type { TrafficEntry } from './traffic-log.ts';

export type TrafficWords = {
  readonly atMs: number;
  readonly what: 'sent' | 'received' | 'silence' | 'plan' | 'note';
  readonly text: string;
};

/** ASCII 00–1F, ANSI X3.4. */
const CONTROL_NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const DELETE = 0x7f;
const OPENING = 0x3c;

/** Every byte shows, and no two rows of bytes read alike: `<STX>A7<ETX><9F>`; a `<` that was sent is `<3C>`. */
export const readableBytes = (bytes: Uint8Array): string => Array.from(bytes, readableByte).join('');

function readableByte(byte: number): string {
  const name = CONTROL_NAMES[byte] ?? (byte === DELETE ? 'DEL' : undefined);
  if (name !== undefined) return `<${name}>`;
  if (byte < DELETE && byte !== OPENING) return String.fromCharCode(byte);
  return `<${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

export function trafficWords(entry: TrafficEntry): TrafficWords {
  const { atMs, direction } = entry;
  if (direction === 'note') return { atMs, what: columnOf(entry), text: entry.note ?? '' };
  const more = entry.totalBytes - entry.bytes.length;
  const rest = more > 0 ? ` … and ${more} more ${more === 1 ? 'byte' : 'bytes'}` : '';
  return { atMs, what: direction, text: readableBytes(entry.bytes) + rest };
}

const columnOf = ({ about }: TrafficEntry): TrafficWords['what'] =>
  about === 'silence' || about === 'plan' ? about : 'note';
