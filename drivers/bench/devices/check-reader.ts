import { z } from 'zod';
import { MICR_ALPHABETS } from '../../../shared/devices/check-reader.ts';
import { READER_MODES, checkReaderSimulator } from '../../check-reader/simulator/simulator.ts';
import type { CheckReaderSimulator } from '../../check-reader/simulator/simulator.ts';
import type { Clock } from '../../clock.ts';
import { deed, setter, settingsOf, simpleDeed } from '../bench-device.ts';
import type { BenchDevice } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

const settings = z.strictObject({
  alphabet: z.enum(MICR_ALPHABETS),
  mode: z.enum(READER_MODES),
  sendsStatus: z.boolean(),
  answers: z.enum(['switches', 'question-mark', 'nothing']),
  lie: z.enum(['wrong-routing-digit', 'wrong-account-digit']).nullable(),
  wrongDevice: z.enum(['echo', 'modem', 'noise']).nullable(),
});

const check = z.strictObject({
  routing: z
    .string()
    .regex(/^\d{9}$/)
    .default('122105278'),
  account: z
    .string()
    .regex(/^[\d -]{1,20}$/)
    .default('6724301068'),
  number: z
    .string()
    .regex(/^\d{1,15}$/)
    .default('1041'),
  business: z.boolean().default(false),
  /** A position in the line, from 0. */
  smudgedAt: z.int().min(0).max(60).nullable().default(null),
});

export function checkReaderOnBench(clock: Clock): BenchDevice & { readonly simulator: CheckReaderSimulator } {
  const simulator = checkReaderSimulator();
  return {
    name: 'check-reader',
    title: 'Check reader',
    device: simulator,
    simulator,
    line: simulatedLine(clock),
    settings,
    state: () => ({
      settings: settingsOf(settings, simulator.state),
      seen: { sent: simulator.sent, naks: simulator.naks, commands: simulator.commands },
    }),
    set: setter(settings, simulator.set),
    deeds: {
      'swipe-check': deed('Swipe a check', check, ({ smudgedAt, ...printed }) => {
        simulator.swipe({ ...printed, ...(smudgedAt === null ? {} : { smudgedAt: [smudgedAt] }) });
        return undefined;
      }),
      'swipe-line': deed(
        'Swipe a check with this very line',
        z.strictObject({
          line: z.string().min(1).max(80),
          status: z
            .string()
            .regex(/^\d\d$/)
            .default('00'),
        }),
        ({ line, status }) => {
          simulator.swipeRaw(line, status);
          return undefined;
        },
      ),
      'swipe-blank': simpleDeed('Swipe a paper without a line', simulator.swipeBlank),
      'swipe-card': simpleDeed('Swipe a test card', simulator.swipeCard),
    },
    shows: () => `${simulator.sent} readings sent, ${simulator.naks} asked for again`,
  };
}
