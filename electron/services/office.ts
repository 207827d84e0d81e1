/** The office as every use case sees it; folded once and kept until its stream moves on. */
import { stream } from '../../shared/domain/events.ts';
import type { InterfundAccounts } from '../../shared/domain/ledger/types.ts';
import { evolveOffice, NO_OFFICE, referenceOf } from '../../shared/domain/office/office-state.ts';
import type { OfficeState } from '../../shared/domain/office/office-state.ts';
import type { OfficeEvent } from '../../shared/domain/office/types.ts';
import { interfundAccounts, POOLED_CASH } from '../../shared/domain/reference/interfund.ts';
import type { ReferenceData } from '../../shared/domain/reference/types.ts';
import type { BooksReader, Recorded } from './ports.ts';

export type Office = OfficeState & {
  readonly version: number;
  readonly reference: ReferenceData;
  readonly interfund: InterfundAccounts;
  /** UTC while no office is founded. */
  readonly timeZone: string;
  readonly training: boolean;
  personName(userName: string): string;
};

/** One reader per desk: the fold is kept by the version of the office's stream. */
export function createOfficeReader(): (books: BooksReader) => Office {
  let kept: Office | undefined;
  return (books) => {
    const version = books.streamVersion(stream.office);
    if (kept?.version !== version) kept = readOffice(books, books.loadStream(stream.office));
    return kept;
  };
}

/** The office as it was after an event of the journal: what was made then is made again from the same tables. */
export const officeAt = (books: BooksReader, sequence: number): Office =>
  readOffice(
    books,
    books.loadStream(stream.office).filter((recorded) => recorded.sequence <= sequence),
  );

function readOffice(books: BooksReader, events: readonly Recorded[]): Office {
  const state = events.reduce(
    (office, recorded) => evolveOffice(office, recorded.event as OfficeEvent),
    NO_OFFICE,
  );
  const reference = referenceOf(state);
  return {
    ...state,
    version: events.length,
    reference,
    interfund: interfundAccounts(reference.glAccounts, {
      ...POOLED_CASH,
      fund: state.policy.ledger.pooledFund,
    }),
    timeZone: state.founded?.timeZone ?? 'UTC',
    training: state.founded?.training ?? false,
    personName: (userName) => books.user(userName)?.name ?? userName,
  };
}
