/** What the customer sees: a pole of two lines by twenty characters, or a window of its own. */
import type { Cents } from '../money/money.ts';
import type { DeviceTransport } from './transport.ts';

export type PoleDisplaySettings = {
  readonly kind: 'pole-display';
  readonly transport: DeviceTransport;
  /** A display on the pass-through cable of a printer is selected before each text (`1B 3D 02`). */
  readonly passThrough: boolean;
};

export type CustomerLine = { readonly text: string; readonly amountCents: Cents };

export const CUSTOMER_PHASES = ['closed', 'welcome', 'items', 'terminal', 'change', 'thanks'] as const;

/** One state of the counter as the customer may know it: nothing about other payers, nothing confidential. */
export type CustomerView = {
  readonly language: 'en' | 'es';
  readonly phase: (typeof CUSTOMER_PHASES)[number];
  readonly city: string;
  readonly lines: readonly CustomerLine[];
  readonly totalCents: Cents;
  readonly tenderedCents: Cents;
  readonly changeCents: Cents;
};
