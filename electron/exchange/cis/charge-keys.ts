/**
 * Which charges the file has named. A key is account, service, bill date, due date and kind, packed exactly into three
 * 32-bit words (no hash alone decides: a false duplicate would refuse a good file). Two million take 48 MB.
 */
import type { ChargeKind } from '../../../shared/domain/reference/types.ts';

const INITIAL_SLOTS = 1 << 12;
const WORDS = 3;
const FULLEST = 0.6;

const KINDS = {
  billed: 0,
  fee: 1,
  arrangement: 2,
  'written-off': 3,
  credit: 4,
} as const satisfies Record<ChargeKind, number>;

export class ChargeKeys {
  /** Account index + 1 (0: free) · bill day 17 bits, kind 3, service 12 · due day 17, service's upper 15. */
  #words = new Uint32Array(INITIAL_SLOTS * WORDS);
  #slots = INITIAL_SLOTS;
  readonly #services = new Map<string, number>();
  size = 0;

  /**
   * @param account index of the account, 0-based
   * @param billDay days since 1900-01-01, below 2^17; so `dueDay`
   * @returns false when the charge is already there
   */
  add(account: number, service: string, billDay: number, dueDay: number, kind: ChargeKind): boolean {
    if (this.size >= this.#slots * FULLEST) this.#grow();
    const serviceNo = this.#serviceNo(service);
    const second = (billDay | (KINDS[kind] << 17) | (serviceNo << 20)) >>> 0;
    const third = (dueDay | ((serviceNo >>> 12) << 17)) >>> 0;
    if (!this.#insert(account + 1, second, third)) return false;
    this.size += 1;
    return true;
  }

  #serviceNo(service: string): number {
    const known = this.#services.get(service);
    if (known !== undefined) return known;
    const next = this.#services.size;
    this.#services.set(service, next);
    return next;
  }

  #insert(first: number, second: number, third: number): boolean {
    const words = this.#words;
    const mask = this.#slots - 1;
    let slot = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const at = slot * WORDS;
      if (words[at] === 0) {
        words[at] = first;
        words[at + 1] = second;
        words[at + 2] = third;
        return true;
      }
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third) return false;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const words = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * WORDS);
    for (let at = 0; at < words.length; at += WORDS) {
      const first = words[at] ?? 0;
      if (first !== 0) this.#insert(first, words[at + 1] ?? 0, words[at + 2] ?? 0);
    }
  }
}
