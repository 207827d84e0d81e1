const WEIGHTS = [3, 7, 1] as const;

/**
 * An ABA routing number: nine digits, weights 3-7-1 repeated, sum divisible by ten, and a prefix that is assigned:
 * 00–12 (00 is the Treasury's own checks), 21–32, 61–72, 80. All zeros pass the sum and are no bank.
 */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false;
  const prefix = Number(text.slice(0, 2));
  const assigned =
    prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
  if (!assigned) return false;
  const sum = Array.from(text).reduce(
    (total, digit, index) => total + Number(digit) * (WEIGHTS[index % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}
