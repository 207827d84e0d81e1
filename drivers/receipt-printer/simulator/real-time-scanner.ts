/**
 * Real-time commands are recognised on reception, byte by byte, whatever they are part of: also inside a picture's
 * data. The same bytes go on into the receive buffer, as they do in a printer.
 */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly what: number }
  /** DLE EOT 8 1 */
  | { readonly kind: 'check-status' }
  /** StarPRNT's ESC ACK SOH */
  | { readonly kind: 'star-status' }
  | { readonly kind: 'recover'; readonly how: number }
  | { readonly kind: 'pulse'; readonly pin: 0 | 1; readonly onMs: number };

export type RealTimeScanner = (byte: number) => RealTimeCommand | undefined;

const DLE = 0x10;
const ESC = 0x1b;

/** How many bytes such a command has. */
export function realTimeLength({ kind }: RealTimeCommand): number {
  return kind === 'pulse' ? 5 : kind === 'check-status' ? 4 : 3;
}

/** StarPRNT has one: 1B 06 01. */
export function starRealTimeScanner(): RealTimeScanner {
  const question = [ESC, 0x06, 0x01];
  let met = 0;
  return (byte) => {
    met = byte === question[met] ? met + 1 : byte === ESC ? 1 : 0;
    if (met < question.length) return undefined;
    met = 0;
    return { kind: 'star-status' };
  };
}

export function realTimeScanner(): RealTimeScanner {
  let so: number[] = [];
  return (byte) => {
    so.push(byte);
    const command = complete(so);
    if (command !== 'more') so = byte === DLE && command === undefined ? [DLE] : [];
    return command === 'more' ? undefined : command;
  };
}

function complete(so: readonly number[]): RealTimeCommand | 'more' | undefined {
  const [first, second, third, fourth, fifth] = so;
  if (first !== DLE) return undefined;
  if (second === undefined) return 'more';
  if (second !== 0x04 && second !== 0x05 && second !== 0x14) return undefined;
  if (third === undefined) return 'more';
  if (second === 0x04 && third === 0x08) {
    if (fourth === undefined) return 'more';
    return fourth === 0x01 ? { kind: 'check-status' } : undefined;
  }
  if (second === 0x04) return { kind: 'status', what: third };
  if (second === 0x05) return { kind: 'recover', how: third };
  // DLE DC4 1 m t
  if (third !== 0x01) return undefined;
  if (fourth === undefined || fifth === undefined) return 'more';
  return { kind: 'pulse', pin: (fourth & 1) === 1 ? 1 : 0, onMs: fifth * 100 };
}
