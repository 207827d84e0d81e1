import { expect, it } from 'vitest';
import { oneLine } from './text.ts';

it('makes one line of what was typed, without control and direction characters', () => {
  expect(oneLine('  Gave 20.00\n\tfor  15.00 ')).toBe('Gave 20.00 for 15.00');
  expect(oneLine('a\u001b[2Jb\u202Ec\u2028d')).toBe('a [2Jb c d');
  expect(oneLine('\u0000')).toBe('');
});

it('leaves names as they are written', () => {
  expect(oneLine('Núñez, Oluwaseun')).toBe('Núñez, Oluwaseun');
});
