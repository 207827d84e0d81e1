/** Cedar Bluff in small, as the tests of the domain need it: its tables, a session, payments with true figures. */
import type { AccountFacts } from '../../shared/domain/allocation/account-facts.ts';
import { decideOpen } from '../../shared/domain/session/open.ts';
import type { OpenFacts } from '../../shared/domain/session/open.ts';
import { evolveSession } from '../../shared/domain/session/evolve.ts';
import type { SessionEvent, SessionState } from '../../shared/domain/session/types.ts';
import type { CashCount, ClosingCount } from '../../shared/domain/count/types.ts';
import { emptyClosingCount } from '../../shared/domain/count/closing.ts';
import { DENOMINATIONS } from '../../shared/domain/count/cash.ts';
import type { Acting } from '../../shared/domain/office/person.ts';
import { defaultPolicy } from '../../shared/domain/policy/default-policy.ts';
import { decidePost } from '../../shared/domain/payment/post.ts';
import type { PostFacts } from '../../shared/domain/payment/post.ts';
import { evolvePayment } from '../../shared/domain/payment/evolve.ts';
import type { LineInput, PaymentInput, PaymentState } from '../../shared/domain/payment/types.ts';
import type { ChargeKey } from '../../shared/domain/reference/charge-key.ts';
import type { AccountRecord, ChargeRecord } from '../../shared/domain/reference/extract.ts';
import type {
  BankAccount,
  ReceiptType,
  ServiceMapping,
  TenderType,
} from '../../shared/domain/reference/types.ts';
import type { TenderInput } from '../../shared/domain/tender/types.ts';
import { describeRefusal } from '../../shared/errors/describe.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import type { Cents } from '../../shared/money/money.ts';
import { sampleInterfund as interfund } from './ledger.ts';

export const date = (text: string): BusinessDate => text as BusinessDate;
export const TODAY = date('2026-11-19');

export const policy = defaultPolicy;

const receiptType = (
  code: string,
  name: string,
  amount: ReceiptType['amount'],
  reference: ReceiptType['reference'],
  shares: readonly (readonly [glAccount: string, percent: string])[],
  more: Partial<Pick<ReceiptType, 'guaranteedFunds' | 'stock' | 'priceCents' | 'from' | 'to'>> = {},
): ReceiptType => ({
  code,
  name,
  department: 'Any',
  amount,
  reference,
  guaranteedFunds: false,
  stock: false,
  from: date('2025-07-01'),
  ...more,
  distribution: shares.map(([glAccount, percent]) => ({ glAccount, percent })),
});

export const receiptTypes: readonly ReceiptType[] = [
  receiptType('UTIL-EL', 'Electric bill', 'account', 'account', [['510-000-11500', '100']]),
  receiptType('UTIL-GA', 'Gas bill', 'account', 'account', [['520-000-11500', '100']]),
  receiptType('UTIL-WA', 'Water bill', 'account', 'account', [['530-000-11500', '100']]),
  receiptType('UTIL-WW', 'Wastewater bill', 'account', 'account', [['540-000-11500', '100']]),
  receiptType('UTIL-SW', 'Solid waste bill', 'account', 'account', [['550-000-11500', '100']]),
  receiptType('UTIL-HY', 'Hydrant meter', 'account', 'account', [['530-000-11500', '100']]),
  receiptType('UTIL-PN', 'Late penalty', 'account', 'account', [['530-000-11500', '100']]),
  receiptType('UTIL-PA', 'Payment arrangement instalment', 'account', 'account', [['530-000-11500', '100']]),
  receiptType('UTIL-RC', 'Reconnect fee', 'account', 'account', [['530-000-11500', '100']], {
    guaranteedFunds: true,
  }),
  receiptType('UTIL-CR-WA', 'Credit on account - water', 'open', 'account', [['530-000-22900', '100']]),
  receiptType('UTIL-DEP-WA', 'Water service deposit', 'open', 'account', [['530-000-22800', '100']]),
  receiptType('BAD-EL', 'Written-off recovery - electric', 'account', 'account', [['510-510-44900', '100']], {
    guaranteedFunds: true,
  }),
  receiptType('PERMIT-BLD', 'Building permit', 'open', 'permit', [
    ['100-120-42100', '92.5'],
    ['700-000-24100', '7.5'],
  ]),
  receiptType('FINE-PARK', 'Parking fine', 'open', 'citation', [['100-210-45100', '100']]),
  receiptType('BUS-31', '31-day bus pass', 'fixed', 'serial', [['240-350-44700', '100']], {
    stock: true,
    priceCents: 64_00,
  }),
  receiptType('LIC-BUS', 'Business license', 'fixed', 'license', [['100-130-42300', '100']], {
    priceCents: 50_00,
    to: date('2026-06-30'),
  }),
  receiptType('LIC-BUS', 'Business license', 'fixed', 'license', [['100-130-42300', '100']], {
    priceCents: 55_00,
    from: date('2026-07-01'),
  }),
  receiptType('MISC', 'Miscellaneous receipt', 'open', 'description', [['100-110-46990', '100']]),
];

const mapping = (
  service: string,
  kind: ServiceMapping['kind'],
  receiptTypeCode?: string,
  more: Partial<Pick<ServiceMapping, 'forService' | 'guaranteedFunds'>> = {},
): ServiceMapping => ({
  service,
  kind,
  guaranteedFunds: false,
  ...(receiptTypeCode === undefined ? {} : { receiptType: receiptTypeCode }),
  ...more,
});

export const serviceMap: readonly ServiceMapping[] = [
  mapping('EL', 'billed', 'UTIL-EL'),
  mapping('GA', 'billed', 'UTIL-GA'),
  mapping('WA', 'billed', 'UTIL-WA'),
  mapping('WW', 'billed', 'UTIL-WW'),
  mapping('SW', 'billed', 'UTIL-SW'),
  mapping('HY', 'billed', 'UTIL-HY'),
  mapping('PN', 'fee', 'UTIL-PN'),
  mapping('RC', 'fee', 'UTIL-RC', { guaranteedFunds: true }),
  mapping('PA', 'arrangement', 'UTIL-PA'),
  mapping('BD', 'written-off', 'BAD-EL', { forService: 'EL', guaranteedFunds: true }),
  mapping('CR', 'credit'),
];

export const tenderTypes: readonly TenderType[] = [
  {
    code: 'CASH',
    name: 'Cash',
    kind: 'cash',
    guaranteedFunds: true,
    depositable: true,
    itemised: false,
    reference: 'none',
    opensDrawer: true,
    countedBy: 'denomination',
    changeLimitCents: 'any',
    debitAccount: '900-000-10190',
  },
  {
    code: 'CHECK',
    name: 'Personal check',
    kind: 'check',
    guaranteedFunds: false,
    depositable: true,
    itemised: true,
    reference: 'routing+number',
    opensDrawer: true,
    countedBy: 'item',
    changeLimitCents: 0,
    maximumCents: 5_000_00,
    debitAccount: '900-000-10190',
  },
  {
    code: 'MO',
    name: 'Money order',
    kind: 'item',
    guaranteedFunds: true,
    depositable: true,
    itemised: true,
    reference: 'number',
    opensDrawer: true,
    countedBy: 'item',
    changeLimitCents: 20_00,
    maximumCents: 1_000_00,
    debitAccount: '900-000-10190',
  },
  {
    code: 'CARD',
    name: 'Credit or debit card',
    kind: 'card',
    guaranteedFunds: true,
    depositable: false,
    itemised: true,
    reference: 'authorization+last4',
    opensDrawer: false,
    countedBy: 'batch',
    changeLimitCents: 0,
    maximumCents: 5_000_00,
    debitAccount: '900-000-10150',
  },
  {
    code: 'PLEDGE',
    name: 'Agency pledge',
    kind: 'voucher',
    guaranteedFunds: true,
    depositable: false,
    itemised: true,
    reference: 'agency+number',
    opensDrawer: false,
    countedBy: 'item',
    changeLimitCents: 0,
    debitAccount: '900-000-11910',
  },
];

export const bankAccounts: readonly BankAccount[] = [
  {
    code: 'POOL',
    name: 'Bluff National Bank - pooled cash',
    accountEnding: '4410',
    routing: '122199912',
    cashAccount: '900-000-10100',
    takes: 'everything-else',
  },
  {
    code: 'COURT',
    name: 'First Mesa Bank - court and permits',
    accountEnding: '7731',
    routing: '122199747',
    cashAccount: '900-000-10110',
    takes: ['PERMIT-BLD', 'FINE-PARK'],
  },
  {
    code: 'BUS',
    name: 'Transit Credit Union',
    accountEnding: '0092',
    routing: '122199381',
    cashAccount: '900-000-10120',
    takes: ['BUS-31'],
  },
];

export { interfund };

export const rosa: Acting = { userName: 'rosa', role: 'cashier' };
export const lena: Acting = { userName: 'lena', role: 'lead' };
export const priya: Acting = { userName: 'priya', role: 'supervisor' };
export const dana: Acting = { userName: 'dana', role: 'supervisor' };
export const omar: Acting = { userName: 'omar', role: 'clerk' };

/** Cents in the fewest bills and coins, all loose. */
export function cash(cents: Cents): CashCount {
  let left = cents;
  return DENOMINATIONS.flatMap(({ form, denominationCents }) => {
    if (form === 'bill' && denominationCents === 2_00) return [];
    if (form === 'coin' && denominationCents >= 50) return [];
    const loose = Math.floor(left / denominationCents);
    left -= loose * denominationCents;
    return loose === 0 ? [] : [{ form, denominationCents, loose, bundles: 0 }];
  });
}

export const countOf = (parts: Partial<ClosingCount>): ClosingCount => ({ ...emptyClosingCount(), ...parts });

export const ACCOUNT = '100002596';

export const account = (parts: Partial<AccountRecord> = {}): AccountRecord => ({
  account: ACCOUNT,
  name: 'Núñez, Oluwaseun',
  address: '1392 S Juniper Ave Apt 152',
  city: 'CEDAR BLUFF',
  state: 'AZ',
  zip: '85276',
  status: 'active',
  class: 'residential',
  confidential: false,
  cycle: '7',
  depositHeldCents: 150_00,
  creditClass: 'B',
  phone: '',
  ...parts,
});

export const charge = (
  service: string,
  billDate: string,
  dueDate: string,
  amountCents: Cents,
  kind: ChargeKey['kind'] = 'billed',
  forService?: string,
): ChargeRecord => ({
  account: ACCOUNT,
  service,
  billDate: date(billDate),
  dueDate: date(dueDate),
  kind,
  amountCents,
  ...(forService === undefined ? {} : { forService }),
});

export const keyOfCharge = ({ account: _account, amountCents: _amount, ...key }: ChargeRecord): ChargeKey =>
  key;

/** Account 100002596 of the sample extract, as of Nov 19, 2026: 739.76 in 12 charges, 584.28 to reconnect. */
export const NUNEZ_CHARGES: readonly ChargeRecord[] = [
  charge('WA', '2026-11-10', '2026-11-30', 37_79),
  charge('WW', '2026-11-10', '2026-11-30', 49_74),
  charge('SW', '2026-11-10', '2026-11-30', 67_95),
  charge('GA', '2026-10-09', '2026-10-29', 110_94),
  charge('WA', '2026-10-09', '2026-10-29', 141_42),
  charge('WW', '2026-10-09', '2026-10-29', 24_07),
  charge('SW', '2026-10-09', '2026-10-29', 120_04),
  charge('HY', '2026-08-28', '2026-09-17', 10_24),
  charge('SW', '2026-08-28', '2026-09-17', 64_12),
  charge('GA', '2026-08-28', '2026-09-17', 53_20),
  charge('PN', '2026-09-17', '2026-09-17', 15_25, 'fee', 'WA'),
  charge('RC', '2026-11-19', '2026-11-19', 45_00, 'fee', 'WA'),
];

export const nunez = account({ status: 'disconnected', reconnectCents: 584_28 });

export const accountFacts = (
  record: AccountRecord,
  charges: readonly ChargeRecord[],
  ownPayments: AccountFacts['ownPayments'] = [],
): AccountFacts => ({ record, charges, ownPayments, importId: 'import-1', asOf: TODAY });

/** The value of a result that must not be a refusal. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The code of a refusal; undefined when it was none. Its text must have a value for every placeholder. */
export function codeOf(result: Result<unknown>): string | undefined {
  if (result.ok) return undefined;
  const { what, next } = describeRefusal(result.error);
  if (`${what} ${next}`.includes('—')) throw new Error(`a placeholder is empty: ${what} ${next}`);
  return result.error.code;
}

export const openFacts = (parts: Partial<OpenFacts> = {}): OpenFacts => ({
  cashier: 'rosa',
  source: { kind: 'drawer', code: '3', name: 'Window 3' },
  assignedFloatCents: 300_00,
  limitCents: 2_500_00,
  unfinished: [],
  businessDate: TODAY,
  sessionNumber: 2,
  interfund,
  ledger: policy.ledger,
  ...parts,
});

export const openSession = (parts: Partial<OpenFacts> = {}, countedCents: Cents = 300_00): SessionState =>
  evolveSession(
    undefined,
    valueOf(decideOpen({ sessionId: 'session-1', count: cash(countedCents) }, openFacts(parts))),
  );

export const afterEvents = (state: SessionState, ...events: readonly SessionEvent[]): SessionState =>
  events.reduce((folded, event) => evolveSession(folded, event), state);

export const postFacts = (parts: Partial<PostFacts> = {}): PostFacts => ({
  session: openSession(),
  cashier: 'rosa',
  policy,
  receiptTypes,
  serviceMap,
  tenderTypes,
  bankAccounts,
  interfund,
  accounts: [],
  receiptNumber: '03-018462',
  repeats: [],
  ...parts,
});

export const paymentInput = (
  lines: readonly LineInput[],
  tenders: readonly TenderInput[],
  parts: Partial<PaymentInput> = {},
): PaymentInput => ({
  paymentId: 'payment-1',
  sessionId: 'session-1',
  payer: { name: 'Núñez, Oluwaseun', relation: 'holder' },
  lines,
  tenders,
  receivedDate: TODAY,
  language: 'en',
  overrides: [],
  ...parts,
});

export const cashTender = (amountCents: Cents): TenderInput => ({ tenderType: 'CASH', amountCents });
export const checkTender = (amountCents: Cents, number = '1041'): TenderInput => ({
  tenderType: 'CHECK',
  amountCents,
  check: { routing: '122199912', number },
});
export const moneyOrder = (amountCents: Cents, number = '22108834197'): TenderInput => ({
  tenderType: 'MO',
  amountCents,
  item: { number, issuer: 'USPS' },
});
export const cardTender = (amountCents: Cents): TenderInput => ({
  tenderType: 'CARD',
  amountCents,
  card: { authorization: '00A123', brand: 'Visa', last4: '1111' },
});
export const misc = (amountCents: Cents, reference = 'copies'): LineInput => ({
  receiptType: 'MISC',
  amountCents,
  reference,
});
export const fine = (amountCents: Cents, reference = 'PK-118204'): LineInput => ({
  receiptType: 'FINE-PARK',
  amountCents,
  reference,
});
export const permit = (amountCents: Cents, reference = 'B-2026-411'): LineInput => ({
  receiptType: 'PERMIT-BLD',
  amountCents,
  reference,
});
export const busPass = (reference = 'T31-004417'): LineInput => ({
  receiptType: 'BUS-31',
  amountCents: 64_00,
  reference,
});

export const posted = (
  lines: readonly LineInput[],
  tenders: readonly TenderInput[],
  facts: Partial<PostFacts> = {},
): PaymentState =>
  evolvePayment(undefined, valueOf(decidePost(paymentInput(lines, tenders), postFacts(facts))));
