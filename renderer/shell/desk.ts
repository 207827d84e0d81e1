/** What every room may ask about the desk and the person at it, without asking the host again. */
import { createContext, useContext } from 'react';
import { certain } from '../../shared/kernel/assert.ts';
import { sourceLabel } from '../../shared/domain/session/label.ts';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import type { Role } from '../../shared/domain/office/types.ts';
import type { Output } from '../bridge/bridge.ts';

export type DeskStatus = Output<'desk.status'>;
export type Seat = NonNullable<Output<'access.who'>>;

export type Desk = {
  readonly status: DeskStatus;
  readonly seat: Seat;
  readonly can: (permission: Permission) => boolean;
};

export const DeskContext = createContext<Desk | null>(null);

export const useDesk = (): Desk => certain(useContext(DeskContext), 'a signed-in desk');

/** `Drawer 3` for the source that the books know as `3`. */
export function sourceName(status: DeskStatus, code: string): string {
  const source = status.drawers.find((drawer) => drawer.code === code);
  return source === undefined ? code : sourceLabel(source);
}

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  cashier: 'Cashier',
  clerk: 'Closing clerk',
  lead: 'Lead',
  supervisor: 'Supervisor',
  accountant: 'Accountant',
  administrator: 'Administrator',
  auditor: 'Auditor',
};
