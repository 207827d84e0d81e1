import { describe, expect, it } from 'vitest';
import { processIdOf } from './receipt-printer.ts';

describe('process ids', () => {
  it('are four printable characters and differ between neighbouring jobs', () => {
    expect(processIdOf(0)).toBe('0000');
    expect(processIdOf(35)).toBe('000Z');
    expect(processIdOf(36)).toBe('0010');
    const ids = new Set(Array.from({ length: 5000 }, (_, n) => processIdOf(n)));
    expect(ids.size).toBe(5000);
    for (const id of ids) expect(id).toMatch(/^[0-9A-Z]{4}$/);
  });

  it('come round again only after 36⁴ jobs', () => {
    expect(processIdOf(36 ** 4 - 1)).toBe('ZZZZ');
    expect(processIdOf(36 ** 4)).toBe('0000');
  });
});
