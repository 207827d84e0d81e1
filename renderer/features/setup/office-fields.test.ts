import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import { fieldOf, OFFICE_GROUPS, officeDraft, officeValues } from './office-fields.ts';
import type { OfficeValues } from './office-fields.ts';

const { receipt, ledger, ...policy } = defaultPolicy;
const VALUES: OfficeValues = {
  depositPrefix: policy.depositPrefix,
  overpaymentReceiptType: policy.overpaymentReceiptType,
  frequentReceiptTypes: policy.frequentReceiptTypes,
  servicePriority: policy.servicePriority,
  reconnectService: policy.reconnectService,
  ...receipt,
  heading: ['CITY OF CEDAR BLUFF', '100 N Main Ave'],
  ledger,
};

describe('the office as fields of text', () => {
  it('comes back as it was', () => {
    expect(officeValues(officeDraft(VALUES))).toEqual(VALUES);
  });

  it('has a field for every text, and no other', () => {
    const fields = OFFICE_GROUPS.flatMap((group) => group.fields.map((field) => field.name));
    expect(fields.sort()).toEqual(Object.keys(officeDraft(VALUES)).sort());
  });

  it('reads an empty overpayment type as refusing overpayments, and codes in any case', () => {
    const draft = {
      ...officeDraft(VALUES),
      overpaymentReceiptType: ' ',
      frequentReceiptTypes: 'bus-31,, misc',
    };
    expect(officeValues(draft)).toMatchObject({
      overpaymentReceiptType: null,
      frequentReceiptTypes: ['BUS-31', 'MISC'],
    });
  });

  it('finds the field that a refusal is about', () => {
    expect(fieldOf('heading.2')).toBe('heading');
    expect(fieldOf('ledger.overShort.cash')).toBe('ledger.overShort.cash');
    expect(fieldOf('something.else')).toBeUndefined();
  });
});
