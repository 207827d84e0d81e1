import { expect, it, describe } from 'vitest';
import { looksLikeCard } from './card-like.ts';

describe('anything like a card number is recognised', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa of 13 digits', '4222222222222'],
    ['Mastercard, old range', '5555555555554444'],
    ['Mastercard, new range', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['Diners Club', '30569309025904'],
    ['parted by spaces', 'card 4111 1111 1111 1111 thanks'],
    ['parted by hyphens', '4111-1111-1111-1111'],
    ['track 1', '%B4111111111111111^DOE/JANE^2912'],
    ['track 2', ';4111111111111111=29121010000012345678?'],
  ])('%s', (_, text) => expect(looksLikeCard(text)).toBe(true));
});

describe('what the desk needs is let through', () => {
  it.each([
    ['an account number', '100000008'],
    ['a bill stub of 26 digits', '10000000811232600000189881'],
    ['a money order number', '22108834197'],
    ['sixteen digits that fail Luhn', '4111111111111112'],
    ['a Luhn number of no issuer', '1000000000000008'],
    ['a long amount', '99,999,999.99'],
  ])('%s', (_, text) => expect(looksLikeCard(text)).toBe(false));
});
