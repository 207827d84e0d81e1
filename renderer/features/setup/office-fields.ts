/** What ties policy to the city's own tables and paper, as fields of text; pure. */
import type { Input } from '../../bridge/bridge.ts';

export type OfficeValues = Input<'setup.set-office'>;

export type OfficeField = {
  /** As the desk names it in a refusal. */
  readonly name: string;
  readonly label: string;
  readonly note?: string;
};

export const OFFICE_GROUPS: readonly { readonly title: string; readonly fields: readonly OfficeField[] }[] = [
  {
    title: 'Receipts',
    fields: [
      { name: 'heading', label: 'Heading', note: 'Office and address; lines parted by |' },
      { name: 'columns', label: 'Columns', note: '42 or 48' },
      { name: 'closing.en', label: 'Closing line, English' },
      { name: 'closing.es', label: 'Closing line, Spanish' },
      { name: 'serviceReturns.en', label: 'Service returns, English' },
      { name: 'serviceReturns.es', label: 'Service returns, Spanish' },
    ],
  },
  {
    title: 'Counter and deposits',
    fields: [
      { name: 'frequentReceiptTypes', label: 'Frequent items', note: 'Up to nine codes, parted by commas' },
      { name: 'servicePriority', label: 'Services paid first', note: 'Service codes, first to last' },
      {
        name: 'overpaymentReceiptType',
        label: 'Overpayments go to',
        note: 'A receipt type; empty refuses them',
      },
      { name: 'reconnectService', label: 'Reconnect fee', note: 'Its service code' },
      { name: 'depositPrefix', label: 'Deposit numbers begin with' },
    ],
  },
  {
    title: 'Ledger accounts',
    fields: [
      { name: 'ledger.pooledFund', label: 'Pooled fund' },
      { name: 'ledger.undeposited', label: 'Undeposited receipts' },
      { name: 'ledger.changeFunds', label: 'Change funds' },
      { name: 'ledger.cardClearing', label: 'Card clearing' },
      { name: 'ledger.cardFees', label: 'Card processing fees' },
      { name: 'ledger.overShort.cash', label: 'Over and short, cash' },
      { name: 'ledger.overShort.check', label: 'Over and short, checks' },
      { name: 'ledger.overShort.item', label: 'Over and short, money orders' },
      { name: 'ledger.overShort.card', label: 'Over and short, cards' },
      { name: 'ledger.overShort.voucher', label: 'Over and short, pledges' },
    ],
  },
];

export type OfficeDraft = Readonly<Record<string, string>>;

export const officeDraft = ({ ledger, ...values }: OfficeValues): OfficeDraft => ({
  heading: values.heading.join(' | '),
  columns: String(values.columns),
  'closing.en': values.closing.en,
  'closing.es': values.closing.es,
  'serviceReturns.en': values.serviceReturns.en,
  'serviceReturns.es': values.serviceReturns.es,
  frequentReceiptTypes: values.frequentReceiptTypes.join(', '),
  servicePriority: values.servicePriority.join(', '),
  overpaymentReceiptType: values.overpaymentReceiptType ?? '',
  reconnectService: values.reconnectService,
  depositPrefix: values.depositPrefix,
  'ledger.pooledFund': ledger.pooledFund,
  'ledger.undeposited': ledger.undeposited,
  'ledger.changeFunds': ledger.changeFunds,
  'ledger.cardClearing': ledger.cardClearing,
  'ledger.cardFees': ledger.cardFees,
  'ledger.overShort.cash': ledger.overShort.cash,
  'ledger.overShort.check': ledger.overShort.check,
  'ledger.overShort.item': ledger.overShort.item,
  'ledger.overShort.card': ledger.overShort.card,
  'ledger.overShort.voucher': ledger.overShort.voucher,
});

const listOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What is typed, in the form the desk takes; what does not fit is for the desk to refuse, with the field's name. */
export function officeValues(draft: OfficeDraft): OfficeValues {
  const text = (name: string): string => (draft[name] ?? '').trim();
  const codes = (name: string): string[] => listOf(text(name).toUpperCase(), ',');
  return {
    heading: listOf(text('heading'), '|'),
    columns: text('columns') === '48' ? 48 : 42,
    closing: { en: text('closing.en'), es: text('closing.es') },
    serviceReturns: { en: text('serviceReturns.en'), es: text('serviceReturns.es') },
    frequentReceiptTypes: codes('frequentReceiptTypes'),
    servicePriority: codes('servicePriority'),
    overpaymentReceiptType:
      text('overpaymentReceiptType') === '' ? null : text('overpaymentReceiptType').toUpperCase(),
    reconnectService: text('reconnectService').toUpperCase(),
    depositPrefix: text('depositPrefix').toUpperCase(),
    ledger: {
      pooledFund: text('ledger.pooledFund'),
      undeposited: text('ledger.undeposited'),
      changeFunds: text('ledger.changeFunds'),
      cardClearing: text('ledger.cardClearing'),
      cardFees: text('ledger.cardFees'),
      overShort: {
        cash: text('ledger.overShort.cash'),
        check: text('ledger.overShort.check'),
        item: text('ledger.overShort.item'),
        card: text('ledger.overShort.card'),
        voucher: text('ledger.overShort.voucher'),
      },
    },
  };
}

/** A refusal names a place inside a field too: `heading.2` is about the heading. */
export const fieldOf = (name: string): string | undefined =>
  OFFICE_GROUPS.flatMap((group) => group.fields).find(
    (field) => name === field.name || name.startsWith(`${field.name}.`),
  )?.name;
