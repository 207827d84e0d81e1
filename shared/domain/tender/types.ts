/** A tender is one instrument: the cash handed over, one check, one money order, one card approval, one pledge. */
import type { CardApproval } from '../../devices/card-terminal.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { TenderKind } from '../reference/tender-kind.ts';

export { TENDER_KINDS } from '../reference/tender-kind.ts';
export type { TenderKind } from '../reference/tender-kind.ts';

export type CheckDetails = {
  /** ABA routing number, 9 digits, 3-7-1 checked. */
  readonly routing: string;
  readonly number: string;
  /** The account number itself is encrypted in the side table; the journal holds only these two (product rules, people's data). */
  readonly accountLast4?: string;
  readonly accountDigest?: string;
  /** Name printed on the check when it differs from the payer's. */
  readonly drawerName?: string;
  /** Written on the check; post-dated and stale ones are refused. Absent when nobody typed it. */
  readonly date?: BusinessDate;
};

export type ItemDetails = { readonly number: string; readonly issuer?: string };
/** Nothing more of a card exists in this program. Without `terminal` it was recorded from a stand-alone one. */
export type CardDetails = {
  readonly authorization: string;
  readonly brand: string;
  readonly last4: string;
  readonly terminal?: TerminalDetails;
};
/** What a connected terminal said: for the receipt, for its void, and for the processor's list. */
export type TerminalDetails = Pick<
  CardApproval,
  'entryMode' | 'hostReference' | 'terminalId' | 'trace' | 'batch' | 'emv'
> & { readonly attemptId: string; readonly reference: string };
export type PledgeDetails = { readonly agency: string; readonly number: string };

/** What the cashier enters for one tender. Exactly the details that the tender type's reference asks for. */
export type TenderInput = {
  readonly tenderType: string;
  readonly amountCents: Cents;
  readonly check?: CheckDetails;
  readonly item?: ItemDetails;
  readonly card?: CardDetails;
  readonly pledge?: PledgeDetails;
};

/** A posted tender: what was entered plus everything about its type that later rules need, fixed when it was taken. */
export type Tender = TenderInput & {
  /** 1-based within its payment. */
  readonly tenderNo: number;
  readonly name: string;
  readonly kind: TenderKind;
  readonly guaranteed: boolean;
  readonly depositable: boolean;
  readonly opensDrawer: boolean;
  /** `900-000-10190`: where the money is until it is deposited, settled or billed. */
  readonly debitAccount: string;
  /** Part of this tender that was given back as change, always in drawer cash. */
  readonly changeCents: Cents;
  /** The bank account it goes to, whole: the one all lines it funded share, else the pooled one. Null when it is not deposited. */
  readonly bankAccount: string | null;
};
