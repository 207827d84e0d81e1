/**
 * The terminal's password stands in most requests, and whoever knows it can refund at the terminal itself. This goes
 * before the traffic log, which everybody at a counter may read. On a serial line the check bytes are hidden too: all
 * but three bytes being known, they would give the password away.
 */
import type { TrafficLog } from '../../transport/traffic-log.ts';

/** Requests whose data begin with the password (requests.ts). */
const WITH_PASSWORD: ReadonlySet<number> = new Set([0x0501, 0x0600, 0x0610, 0x0620, 0x0630, 0x0631, 0x0650]);

/** Class, instruction and a short length; then three bytes of packed digits. */
const PASSWORD_FROM = 3;
const PASSWORD_BYTES = 3;
const CRC_BYTES = 2;
const MASKED = 0xee;
const DLE = 0x10;
const STX = 0x02;

/** @param write one whole message, framed for a serial line or bare as on TCP */
function withoutPassword(write: Uint8Array): Uint8Array {
  const isSerial = write[0] === DLE && write[1] === STX;
  const masked = Uint8Array.from(write);
  const message: number[] = [];
  for (let at = isSerial ? 2 : 0; at < write.length && message.length < PASSWORD_FROM + PASSWORD_BYTES;) {
    const byte = write[at] ?? 0;
    const width = isSerial && byte === DLE ? 2 : 1;
    const isPassword = message.length >= PASSWORD_FROM;
    if (isPassword && !WITH_PASSWORD.has(((message[0] ?? 0) << 8) | (message[1] ?? 0))) return write;
    if (isPassword) masked.fill(MASKED, at, at + width);
    message.push(byte);
    at += width;
  }
  if (isSerial && message.length > PASSWORD_FROM) masked.fill(MASKED, write.length - CRC_BYTES);
  return masked;
}

export const hidingPassword = (log: TrafficLog): TrafficLog => ({
  add: (direction, bytes, atMs) => {
    log.add(direction, direction === 'sent' ? withoutPassword(bytes) : bytes, atMs);
  },
  note: (text, atMs, about) => {
    log.note(text, atMs, about);
  },
  rest: () => {
    log.rest();
  },
  entries: () => log.entries(),
});
