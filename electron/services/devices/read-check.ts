import { LINK_WORDS } from '../../../shared/devices/link-words.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { LongHandler, QueryHandler } from '../handler.ts';
import { printerFor } from '../print/printer.ts';
import { readingView } from './reading-view.ts';

export const show: QueryHandler<'device.reading'> = (ctx, { readingId }) => {
  const reading = ctx.desk.readings.find(readingId);
  return reading ? ok(readingView(readingId, reading)) : refuse('READING_GONE');
};

/** In the printer's own reader; one with its own line reads by itself as soon as a check is drawn through it. */
export const readCheck: LongHandler<'check.read'> = async (ctx) => {
  const office = ctx.office();
  const reader = office.devices.find(
    ({ settings }) => settings.kind === 'check-reader' && settings.protocol === 'epson',
  );
  const printer = printerFor(ctx.desk, office);
  if (reader?.settings.kind !== 'check-reader' || printer === null)
    return refuse('DEVICE_UNKNOWN', { value: 'Check reader in the printer' });
  const pass = await ctx.desk.devices.readCheck(printer, reader.settings);
  if (pass.outcome === 'nothing-inserted') return refuse('CHECK_NOT_INSERTED');
  if (pass.outcome === 'failed')
    return refuse('CHECK_READER_FAILED', { params: { reason: LINK_WORDS[pass.fault].said } });
  const kept = { kind: 'check', reading: pass.reading } as const;
  return ok(readingView(ctx.desk.readings.keep(kept), kept));
};
