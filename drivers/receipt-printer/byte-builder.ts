/**
 * node-thermal-printer, used for what it does well: the bytes of alignment, bold and bar codes. One instance per
 * document, because a second one would begin with the first one's bytes, and an interface that can only capture, because
 * its own report "connected" and "printed" for bytes that merely lie in a socket, and its kick leaves out the two time bytes.
 */
import thermal from 'node-thermal-printer';
import type { ThermalPrinter } from 'node-thermal-printer';
import { InvariantError } from '../../shared/kernel/assert.ts';

export type ByteBuilder = {
  raw(bytes: Uint8Array): void;
  center(): void;
  left(): void;
  bold(on: boolean): void;
  /** Code 128, subset B, the number in plain text below. @param moduleDots 2–6 */
  code128(data: string, moduleDots: number): void;
  bytes(): Uint8Array;
};

const captureOnly = {
  isPrinterConnected: async () => false,
  execute: async () => {
    throw new InvariantError('documents are sent by the driver, never by the builder');
  },
};

type Code128Settings = NonNullable<Parameters<ThermalPrinter['code128']>[1]>;

const BARCODE_HEIGHT_DOTS = 80;
const LABEL_BELOW = 2;

export function byteBuilder(): ByteBuilder {
  const printer = new thermal.ThermalPrinter({
    type: thermal.PrinterTypes.EPSON,
    // An object is used as it is; the package's types know only addresses.
    interface: captureOnly as unknown as string,
  });
  // The package copies its whole buffer for each piece: what is not its work is handed over together.
  let pending: Uint8Array[] = [];
  const handOver = (): ThermalPrinter => {
    if (pending.length > 0) printer.add(Buffer.concat(pending));
    pending = [];
    return printer;
  };
  return {
    raw: (bytes) => {
      pending.push(bytes);
    },
    center: () => {
      handOver().alignCenter();
    },
    left: () => {
      handOver().alignLeft();
    },
    bold: (on) => {
      handOver().bold(on);
    },
    code128: (data, moduleDots) => {
      // `{` introduces a subset; a literal one is doubled, which the package leaves to its caller.
      const escaped = data.replaceAll('{', '{{');
      // Its types describe another method's settings; these are the ones that its source reads.
      const settings = { hriPos: LABEL_BELOW, width: moduleDots, height: BARCODE_HEIGHT_DOTS };
      handOver().code128(escaped, settings as unknown as Code128Settings);
    },
    bytes: () => Uint8Array.from(handOver().getBuffer()),
  };
}
