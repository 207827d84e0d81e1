/**
 * Real-time commands are recognised on reception, byte by byte, whatever they are part of: also inside a picture's
 * data. The same bytes go on into the receive buffer, as they do in a printer.
 */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly what: number }
  | { readonly kind: 'recover'; readonly how: number }
  | { readonly kind: 'pulse'; readonly pin: 0 | 1; readonly onMs: number };

export type RealTimeScanner = (byte: number) => RealTimeCommand | undefined;

const DLE = 0x10;

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
  if (second === 0x04) return { kind: 'status', what: third };
  if (second === 0x05) return { kind: 'recover', how: third };
  // DLE DC4 1 m t
  if (third !== 0x01) return undefined;
  if (fourth === undefined || fifth === undefined) return 'more';
  return { kind: 'pulse', pin: (fourth & 1) === 1 ? 1 : 0, onMs: fifth * 100 };
}
