import { z } from 'zod';
import { SYMBOLOGIES } from '../../../shared/devices/scanner.ts';
import type { Clock } from '../../clock.ts';
import { scannerSimulator } from '../../scanner/simulator/simulator.ts';
import type { ScannerSimulator } from '../../scanner/simulator/simulator.ts';
import { deed, setter, settingsOf } from '../bench-device.ts';
import type { BenchDevice } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

const settings = z.strictObject({
  aimPrefix: z.boolean(),
  suffix: z.enum(['cr', 'crlf', 'lf', 'none']),
  lie: z.enum(['wrong-digit', 'wrong-symbology']).nullable(),
  wrongDevice: z.enum(['echo', 'noise']).nullable(),
});

/** Account 100000008 of the sample city, as its bill stub has it. */
const STUB = '10000000811232600000189881';

const code = {
  text: z.string().min(1).max(200).default(STUB),
  symbology: z.enum(SYMBOLOGIES).default('code-128'),
};

const slip = z.strictObject({
  payee: z
    .string()
    .regex(/^\d{13}$/)
    .default('0614141000005'),
  reference: z.string().min(1).max(25).default('12345678'),
  amountCents: z.int().min(0).nullable().default(8417),
});

export function scannerOnBench(clock: Clock): BenchDevice & { readonly simulator: ScannerSimulator } {
  const simulator = scannerSimulator();
  return {
    name: 'scanner',
    title: 'Scanner',
    device: simulator,
    simulator,
    line: simulatedLine(clock),
    settings,
    state: () => ({ settings: settingsOf(settings, simulator.state), seen: { sent: simulator.sent } }),
    set: setter(settings, simulator.set),
    deeds: {
      scan: deed('Scan a code', z.strictObject(code), ({ text, symbology }) => {
        simulator.scan(text, symbology);
        return undefined;
      }),
      'scan-part': deed(
        'Scan the beginning of a code',
        z.strictObject({ ...code, characters: z.int().min(1).max(200).default(8) }),
        ({ text, characters, symbology }) => {
          simulator.scanPart(text, characters, symbology);
          return undefined;
        },
      ),
      'scan-slip': deed('Scan a GS1 payment slip', slip, ({ payee, reference, amountCents }) => {
        const amount = amountCents === null ? {} : { amountCents, currency: '840' as const };
        simulator.scanSlip({ payee, reference, ...amount });
        return undefined;
      }),
      'swipe-card': deed(
        'Swipe a test card through it',
        z.strictObject({ reader: z.enum(['plain', 'magtek', 'encrypting']).default('plain') }),
        ({ reader }) => {
          simulator.swipeCard(reader);
          return undefined;
        },
      ),
    },
    shows: () => `${simulator.sent} scans sent`,
  };
}
