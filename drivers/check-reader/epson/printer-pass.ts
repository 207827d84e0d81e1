/**
 * A check that passed the magnetic head of a receipt printer (Epson TM-H5000/H6000; PROTOCOL.md). The printer's own driver
 * asks the head and takes its answer apart; here its status has its say about the line.
 */
import type { CheckReading } from '../../../shared/devices/check-reader.ts';
import { parseMicr } from '../micr/parse.ts';
import type { MicrRules } from '../micr/parse.ts';

export type PrinterPass = {
  /** Behind the status byte. */
  readonly line: string;
  /** Bits 4 and 6 always set, bit 5 set when the reading did not end normally. */
  readonly status: number;
};

const ABNORMAL = 0x20;

export function readingOfPrinterPass({ line, status }: PrinterPass, rules: MicrRules): CheckReading {
  if ((status & ABNORMAL) === 0) return parseMicr(line, rules);
  if (line.trim() === '') return { result: 'unreadable', why: 'reader-error' };
  return parseMicr(line, rules, {
    doubts: ['reader-reported'],
    unsure: ['routing', 'account', 'number'],
  });
}
