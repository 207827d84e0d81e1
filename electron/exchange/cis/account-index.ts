/**
 * Which accounts the file has named, each with its index. Account numbers are digits of one length, so a number stands
 * for the text; open addressing in typed arrays keeps a million of them in 24 MB, where a Map of texts takes five times that.
 */
const INITIAL_SLOTS = 1 << 12;
const FULLEST = 0.6;
const EMPTY = -1;

export class AccountIndex {
  #keys = new Float64Array(INITIAL_SLOTS).fill(EMPTY);
  #indexes = new Int32Array(INITIAL_SLOTS);
  size = 0;

  /** @returns false when the account is already there */
  add(account: number): boolean {
    if (this.size >= this.#keys.length * FULLEST) this.#grow();
    const slot = this.#slotOf(account);
    if (this.#keys[slot] === account) return false;
    this.#keys[slot] = account;
    this.#indexes[slot] = this.size;
    this.size += 1;
    return true;
  }

  /** The account's position in the file's list of accounts, or −1. */
  indexOf(account: number): number {
    const slot = this.#slotOf(account);
    return this.#keys[slot] === account ? (this.#indexes[slot] ?? -1) : -1;
  }

  /** Where the account is, or the free slot where it would be. */
  #slotOf(account: number): number {
    const mask = this.#keys.length - 1;
    // Both halves of the number take part: account numbers often differ only in some of their digits.
    let slot =
      (Math.imul(account % 0x1_0000_0000, 0x9e3779b1) ^ Math.imul(account / 0x1_0000_0000, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const key = this.#keys[slot];
      if (key === EMPTY || key === account) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const keys = this.#keys;
    const indexes = this.#indexes;
    this.#keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.#indexes = new Int32Array(keys.length * 2);
    for (let old = 0; old < keys.length; old += 1) {
      const key = keys[old] ?? EMPTY;
      if (key === EMPTY) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#indexes[slot] = indexes[old] ?? 0;
    }
  }
}
