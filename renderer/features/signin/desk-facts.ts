/** What the sign-in screen says about the desk and about each person, in words. */
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import type { DeskStatus } from '../../shell/desk.ts';
import { ROLE_LABELS } from '../../shell/desk.ts';
import { drawerWords, printerWords } from '../../shell/device-words.ts';

type Drawer = DeskStatus['drawers'][number];
type Person = DeskStatus['people'][number];

const SESSION_WORDS: Readonly<Record<NonNullable<Drawer['session']>['status'], string>> = {
  open: 'open',
  suspended: 'suspended',
  balancing: 'being counted',
  balanced: 'counted',
  submitted: 'waits for approval',
  approved: 'closed',
};

/** The drawer whose session this person has not finished. */
export const drawerOf = (drawers: readonly Drawer[], userName: string): Drawer | undefined =>
  drawers.find(
    (drawer) => drawer.session?.cashier.userName === userName && drawer.session.status !== 'approved',
  );

export function personWords(person: Person, drawers: readonly Drawer[]): string {
  const drawer = drawerOf(drawers, person.userName);
  const role = ROLE_LABELS[person.role];
  return drawer?.session === undefined
    ? role
    : `${role}, ${sourceLabel(drawer).toLowerCase()} ${SESSION_WORDS[drawer.session.status]}`;
}

export type FactRow = { readonly label: string; readonly value: string };

export function deskFacts(status: DeskStatus): readonly FactRow[] {
  const { timeZone, books } = status;
  const held = status.drawers.flatMap((drawer) =>
    drawer.session === undefined || drawer.session.status === 'approved'
      ? []
      : [
          {
            label: sourceLabel(drawer),
            value: `${capital(SESSION_WORDS[drawer.session.status])}, ${drawer.session.cashier.name}`,
          },
        ],
  );
  const verified =
    books.verified === undefined
      ? `${books.events.toLocaleString('en-US')} events`
      : books.verified.ok
        ? `Verified ${formatTime(books.verified.at, timeZone)}`
        : `NOT VERIFIED ${formatTime(books.verified.at, timeZone)}`;
  const backup =
    books.backedUpAt === undefined ? 'no backup yet' : `backup ${formatTime(books.backedUpAt, timeZone)}`;
  return [
    { label: 'City', value: status.city },
    { label: 'Office', value: status.office },
    { label: 'Workstation', value: status.workstation },
    ...held,
    { label: 'Books', value: `${verified}, ${backup}` },
    {
      label: 'Printer',
      value: `${printerWords(status.printer).text}, drawer ${drawerWords(status.printer).text.toLowerCase()}`,
    },
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
