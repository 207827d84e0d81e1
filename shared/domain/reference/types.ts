/**
 * The city's own tables: chart of accounts, receipt types, tender types, banks, people and drawers. They are
 * configuration with effective dates, read from CSV and recorded whole in the journal; nothing here is code.
 */
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { Role } from './role.ts';
import type { ChargeKey } from './charge-key.ts';
import type { TenderSource } from './tender-source.ts';
import type { TenderKind } from './tender-kind.ts';

export const GL_KINDS = ['asset', 'liability', 'revenue', 'expense', 'equity'] as const;
export type GlKind = (typeof GL_KINDS)[number];

/** `fund-department-account`, such as `100-110-46900`: how postings name an account. */
export type GlKey = string;

export type GlAccount = {
  /** Digits, as the chart writes them: `900`. */
  readonly fund: string;
  /** `000` where an account belongs to no department. */
  readonly department: string;
  readonly account: string;
  readonly name: string;
  readonly kind: GlKind;
};

export const glKeyOf = (account: Pick<GlAccount, 'fund' | 'department' | 'account'>): GlKey =>
  `${account.fund}-${account.department}-${account.account}`;

export const fundOf = (key: GlKey): string => key.slice(0, key.indexOf('-'));

export type Share = {
  readonly glAccount: GlKey;
  /** Decimal text (`92.5`), so that no binary fraction touches a split; see `splitCents`. */
  readonly percent: string;
};

/** `account`: what the account owes. `open`: typed by the cashier. `fixed`: the price. */
export const AMOUNT_RULES = ['account', 'open', 'fixed'] as const;
export type AmountRule = (typeof AMOUNT_RULES)[number];

export const LINE_REFERENCES = [
  'account',
  'permit',
  'license',
  'citation',
  'serial',
  'description',
  'agency',
] as const;
export type LineReference = (typeof LINE_REFERENCES)[number];

/** One receipt type in one period; a change of price or split is a new period of the same code. */
export type ReceiptType = {
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly amount: AmountRule;
  /** Present exactly when `amount` is `fixed`. */
  readonly priceCents?: Cents;
  readonly reference: LineReference;
  readonly guaranteedFunds: boolean;
  /** Sold from a counted stock (bus passes), so that a serial number is asked for. */
  readonly stock: boolean;
  readonly distribution: readonly Share[];
  /** First business date it is in force. */
  readonly from: BusinessDate;
  /** Last business date it is in force, inclusive; absent while it has no end. */
  readonly to?: BusinessDate;
};

export type ChargeKind = ChargeKey['kind'];

/** From the extract's service and kind to a receipt type. */
export type ServiceMapping = {
  readonly service: string;
  readonly kind: ChargeKind;
  /** Absent: any service that has no row of its own. */
  readonly forService?: string;
  /** Absent for credits: they are netted, never paid. */
  readonly receiptType?: string;
  readonly guaranteedFunds: boolean;
};

export const TENDER_REFERENCES = [
  'none',
  'routing+number',
  'number',
  'authorization+last4',
  'agency+number',
] as const;
export type TenderReference = (typeof TENDER_REFERENCES)[number];

export const COUNTED_BY = ['denomination', 'item', 'batch'] as const;
export type CountedBy = (typeof COUNTED_BY)[number];

export type TenderType = {
  readonly code: string;
  readonly name: string;
  readonly kind: TenderKind;
  readonly guaranteedFunds: boolean;
  readonly depositable: boolean;
  /** Each item stands on the deposit slip. */
  readonly itemised: boolean;
  readonly reference: TenderReference;
  readonly opensDrawer: boolean;
  readonly countedBy: CountedBy;
  /** Change that may be given on one tender of this type; `any` for cash. */
  readonly changeLimitCents: Cents | 'any';
  readonly maximumCents?: Cents;
  /** Where its money is until it is deposited, settled or billed. */
  readonly debitAccount: GlKey;
};

export type BankAccount = {
  readonly code: string;
  readonly name: string;
  /** Last four digits; the full number is in no table. */
  readonly accountEnding: string;
  /** ABA routing number, 9 digits, 3-7-1 checked. */
  readonly routing: string;
  readonly cashAccount: GlKey;
  /** Receipt type codes; exactly one account takes everything that no other names. */
  readonly takes: 'everything-else' | readonly string[];
};

export type Person = { readonly userName: string; readonly name: string; readonly role: Role };

export type Drawer = {
  readonly code: string;
  readonly name: string;
  readonly floatCents: Cents;
  readonly limitCents: Cents;
};

export type Vault = { readonly code: string; readonly name: string; readonly floatCents: Cents };

export type ReferenceData = {
  readonly glAccounts: readonly GlAccount[];
  readonly receiptTypes: readonly ReceiptType[];
  readonly serviceMap: readonly ServiceMapping[];
  readonly tenderTypes: readonly TenderType[];
  readonly bankAccounts: readonly BankAccount[];
  readonly people: readonly Person[];
  readonly drawers: readonly Drawer[];
  /** Sources without a drawer: mail, drop box, telephone. */
  readonly sources: readonly TenderSource[];
  readonly vaults: readonly Vault[];
};
