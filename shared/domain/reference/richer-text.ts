/**
 * Two layouts of one extract may say the same name differently well: the fixed one cuts it and writes `?` for what
 * its encoding lacks. A poorer later value never overwrites a richer one of the same as-of date.
 */

export type Loss = {
  /** The lossy layout cuts this field after so many characters. */
  readonly cutAt: number;
  /** What stands for a character outside its encoding. */
  readonly replacement?: string;
};

/**
 * The value to keep when a lossy layout says `next` about the text that is stored as `stored`. The stored value stays
 * only if `next` is what that layout would have made of it; a real change of the name always wins.
 */
export const richerText = (stored: string, next: string, loss: Loss): string =>
  couldBe(stored, next, loss) ? stored : next;

/** True when `poor` is `rich` cut and with replacements: then it says nothing new. */
function couldBe(rich: string, poor: string, loss: Loss): boolean {
  const replacement = loss.replacement ?? '?';
  const cut = Array.from(rich).slice(0, loss.cutAt).join('').trimEnd();
  const richChars = Array.from(cut);
  const poorChars = Array.from(poor.trimEnd());
  return (
    richChars.length === poorChars.length &&
    richChars.every((char, index) => {
      const other = poorChars[index];
      return other === char || (other === replacement && (char.codePointAt(0) ?? 0) > 0x7f);
    })
  );
}
