/** `03-018462`: workstation, then a dense number of at least six digits. */
const DIGITS = 6;

export const receiptNumberOf = (workstation: string, ordinal: number): string =>
  `${workstation}-${String(ordinal).padStart(DIGITS, '0')}`;

/** `03-018462` → 18462 */
export const receiptOrdinal = (receiptNumber: string): number =>
  Number(receiptNumber.slice(receiptNumber.lastIndexOf('-') + 1));
