/**
 * Hashes rows as they arrive, as long as they arrive in key order, which extracts do; then nothing has to be read
 * again. Charges of one account may come in any order: they are held back until the next account begins.
 */
import { TextHash } from './row-text.ts';

/**
 * Rows whose texts order as SQLite orders their keys: ASCII, nothing escaped, and nothing that sorts before the quote
 * that ends a value. Any other group of rows is hashed from the table instead.
 */
const ORDERS_AS_ITS_KEY = /^[\x22-\x5b\x5d-\x7e]*$/;

/** Beyond ASCII, JavaScript and SQLite order texts differently. A loop, because it runs for every account. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7e) return false;
  return true;
}

export class InOrderHash {
  readonly #hash = new TextHash();
  #group = '';
  #held: string[] = [];
  #inOrder = true;

  /** @param group rows of one group come together, groups in rising order; @param text the row, its key columns first */
  add(group: string, text: string): void {
    if (!this.#inOrder) return;
    if (group !== this.#group || this.#held.length === 0) {
      if (group < this.#group || !isAscii(group)) this.#inOrder = false;
      this.#release();
      this.#group = group;
    }
    this.#held.push(text);
  }

  #release(): void {
    if (this.#held.length > 1) {
      if (!this.#held.every((text) => ORDERS_AS_ITS_KEY.test(text))) this.#inOrder = false;
      this.#held.sort();
    }
    for (const text of this.#held) this.#hash.add(text);
    this.#held.length = 0;
  }

  /** Undefined when the rows did not come in order. */
  digest(): string | undefined {
    this.#release();
    return this.#inOrder ? this.#hash.digest() : undefined;
  }
}
