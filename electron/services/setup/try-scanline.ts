import { scanlineProfileFaults } from '../../../shared/domain/stub/scanline-faults.ts';
import { tryScanline } from '../../../shared/domain/stub/scanline.ts';
import { holdsCardNumber } from '../../../shared/kernel/card-number.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { QueryHandler } from '../handler.ts';

/**
 * The bus lets `stub` pass whatever its digits, because a scan line may look like a card number by chance; what fits no
 * usable scan line and looks like one is discarded here. Errors: CARD_NUMBER_DISCARDED.
 */
export const tryOne: QueryHandler<'setup.try-scanline'> = (_ctx, { stub, profile }) => {
  const trial = tryScanline(stub, profile);
  const isBill = trial.fits && scanlineProfileFaults(profile).length === 0;
  return holdsCardNumber(stub) && !isBill ? refuse('CARD_NUMBER_DISCARDED', { field: 'stub' }) : ok(trial);
};
