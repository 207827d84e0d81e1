import Big from 'big.js';
import type { Share } from './types.ts';

const ROUNDED_FROM_DECIMALS = 4;
const HALF_UNIT = new Big('0.00005');

export const sumOfShares = (shares: readonly Pick<Share, 'percent'>[]): Big =>
  shares.reduce((sum, share) => sum.plus(share.percent), new Big(0));

/**
 * Shares add up to exactly 100. Only thirds and the like, written to four decimals or more, may miss it by what that
 * rounding loses (half a unit of the fourth decimal each): 33.3333 three times is whole, 92.5 and 7.4 are not.
 */
export function sharesAreWhole(shares: readonly Pick<Share, 'percent'>[]): boolean {
  const rounded = shares.some(({ percent }) => (percent.split('.')[1] ?? '').length >= ROUNDED_FROM_DECIMALS);
  const allowed = rounded ? HALF_UNIT.times(shares.length) : new Big(0);
  return sumOfShares(shares).minus(100).abs().lte(allowed);
}
