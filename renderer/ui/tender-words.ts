/** Kinds of tender as they stand on close, supervisor, deposit and proof screens. */
import type { TenderKind } from '../../shared/domain/tender/types.ts';

type Words = {
  readonly many: string;
  /** In the middle of a sentence. */
  readonly inText: string;
  readonly item: readonly [one: string, more: string];
};

export const TENDER_WORDS: Readonly<Record<TenderKind, Words>> = {
  cash: { many: 'Cash', inText: 'cash', item: ['piece', 'pieces'] },
  check: { many: 'Checks', inText: 'checks', item: ['item', 'items'] },
  item: { many: 'Money orders', inText: 'money orders', item: ['item', 'items'] },
  card: { many: 'Cards', inText: 'cards', item: ['slip', 'slips'] },
  voucher: { many: 'Pledges', inText: 'pledges', item: ['voucher', 'vouchers'] },
};

/** `7 items`, `1 voucher` */
export const itemsText = (kind: TenderKind, items: number): string =>
  `${items.toLocaleString('en-US')} ${TENDER_WORDS[kind].item[items === 1 ? 0 : 1]}`;

/** `cash`, `cash and checks`, `cash, checks and cards` */
export function kindsText(kinds: readonly TenderKind[]): string {
  const words = kinds.map((kind) => TENDER_WORDS[kind].inText);
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `Cash does not agree.`, `Cash and checks do not agree.`: all that a person learns between attempts. */
export function disagreeText(kinds: readonly TenderKind[]): string {
  const [only] = kinds;
  const verb = kinds.length === 1 && only === 'cash' ? 'does' : 'do';
  return `${upperFirst(kindsText(kinds))} ${verb} not agree.`;
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
