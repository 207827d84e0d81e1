/**
 * Every default of the product, once. An office changes them in its policy page; the ledger accounts are those of the
 * sample chart and are replaced when an office imports its own.
 */
import type { Policy } from './types.ts';

const MINUTE_MS = 60_000;

export const defaultPolicy: Policy = {
  closeAttempts: 2,
  overShortToleranceCents: 2_00,
  voidLimitCents: 500_00,
  allocationOverrideNeedsSupervisor: false,
  overpaymentReceiptType: 'UTIL-CR-WA',
  maximumLineCents: 250_000_00,
  maximumPaymentCents: 500_000_00,
  maximumChangeCents: 500_00,
  repeatPaymentDays: 7,
  checkRepeatDays: 365,
  checkStaleDays: 180,
  reconnectWholeAmountGuaranteed: false,
  recallOthersParked: true,
  lockAfterMs: 5 * MINUTE_MS,
  signInTries: 5,
  lockOutMs: 15 * MINUTE_MS,
  undepositedAlarmHours: 24,
  impliedDecimals: false,
  servicePriority: ['EL', 'GA', 'WA', 'WW', 'SW', 'IR', 'HY', 'PN', 'RC', 'PA', 'BD'],
  reconnectService: 'RC',
  frequentReceiptTypes: ['BUS-31', 'BUS-1', 'FINE-PARK', 'PERMIT-BLD'],
  depositPrefix: 'CB',
  ledger: {
    pooledFund: '900',
    undeposited: '900-000-10190',
    changeFunds: '900-000-10195',
    cardClearing: '900-000-10150',
    cardFees: '100-110-53400',
    overShort: {
      cash: '100-110-46900',
      check: '100-110-46900',
      item: '100-110-46900',
      card: '100-110-46900',
      voucher: '100-110-46900',
    },
  },
  receipt: {
    columns: 42,
    heading: [],
    closing: { en: 'Thank you. Keep this receipt.', es: 'Gracias. Guarde este recibo.' },
    serviceReturns: {
      en: 'Service returns by 8:00 PM today.',
      es: 'El servicio vuelve hoy antes de las 8:00 PM.',
    },
  },
};
