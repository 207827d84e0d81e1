/**
 * Hashes rows as they arrive, as long as they arrive in key order, which extracts do; then nothing has to be read
 * again. Charges of one account may come in any order: they are held back until the next account begins.
 */
import { TextHash } from './row-text.ts';

/** Beyond ASCII, JavaScript and SQLite order texts differently: such keys are hashed from the table instead. */
const ASCII = /^[\x20-\x7e]*$/;

export class InOrderHash {
  readonly #hash = new TextHash();
  #group = '';
  #held: { readonly key: string; readonly text: string }[] = [];
  #inOrder = true;

  /** @param group rows of one group come together, groups in rising order; @param key orders rows within their group */
  add(group: string, key: string, text: string): void {
    if (!this.#inOrder) return;
    if (group !== this.#group || this.#held.length === 0) {
      if (group < this.#group || !ASCII.test(group)) this.#inOrder = false;
      this.#release();
      this.#group = group;
    }
    if (!ASCII.test(key)) this.#inOrder = false;
    this.#held.push({ key, text });
  }

  #release(): void {
    if (this.#held.length > 1) this.#held.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { text } of this.#held) this.#hash.add(text);
    this.#held = [];
  }

  /** Undefined when the rows did not come in order. */
  digest(): string | undefined {
    this.#release();
    return this.#inOrder ? this.#hash.digest() : undefined;
  }
}
