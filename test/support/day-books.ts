/**
 * The books of a day as they are compared with those of the same day worked otherwise: every receipt, line, tender and
 * total, every posting, each close, each deposit, the journal by fund, the proof, and the bytes of the files for billing
 * and for the ledger. Left out is what no two runs share and nobody adds up: instants, ids that the desk makes, and the
 * authorization codes of the terminals' banks.
 */
import type { Counter } from './counter-people.ts';
import { DAY, DRIVE_UP, NEXT_DAY, WINDOW } from './counter-day.ts';

/** What stands where a run's own value stood. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g;
const TIME_OF_DAY = /\b\d{1,2}:\d\d [AP]M\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

export async function booksOf(counter: Counter): Promise<Readonly<Record<string, unknown>>> {
  const noor = counter.person('noor');
  const range = { from: DAY, to: NEXT_DAY };
  const fileOf = async (kind: 'payments' | 'journal'): Promise<string> => {
    const { batchId } = await noor.ask('export.build', { kind, format: 'csv', range });
    const { base64 } = await noor.ask('export.file', { batchId });
    return Buffer.from(base64, 'base64').toString();
  };
  const books = {
    receipts: await receipts(counter),
    closes: [await closeOf(counter, WINDOW), await closeOf(counter, DRIVE_UP)],
    deposits: await deposits(counter),
    funds: await noor.ask('journal.by-fund', { range, by: 'date', released: true }),
    proof: await proof(counter),
    files: { payments: await fileOf('payments'), journal: entriesInTurn(await fileOf('journal')) },
  };
  return comparable(books, counter) as Readonly<Record<string, unknown>>;
}

async function closeOf(counter: Counter, sessionId: string): Promise<unknown> {
  // The seal says at which event of the journal the count was sealed; device events come in between as they come.
  const { seal: _seal, ...result } = await counter.person('priya').ask('session.result', { sessionId });
  return result;
}

/** An entry is called by the number of its event; here by its turn, so that the lines of one entry stay together. */
function entriesInTurn(file: string): string {
  const turns = new Map<string, number>();
  return file.replaceAll(/^((?:[^,\n]*,){2})(03-\d{6})/gm, (_, before: string, entry: string) => {
    const turn = turns.get(entry) ?? turns.size + 1;
    turns.set(entry, turn);
    return `${before}<entry ${String(turn)}>`;
  });
}

async function receipts(counter: Counter): Promise<unknown> {
  const noor = counter.person('noor');
  const shown = await noor.ask('receipt.search', { limit: 100 });
  return Promise.all(
    shown.receipts.map(async ({ paymentId }) => {
      const view = await noor.ask('receipt.show', { paymentId });
      const { row, receivedDate, changeCents, lines, funding, overrides, postings, corrections } = view;
      const tenders = view.tenders.map(({ terminalCard, ...tender }) => ({
        ...tender,
        byTerminal: terminalCard !== null,
        stillCharged: terminalCard?.stillCharged ?? false,
      }));
      const voided = view.voided && { reason: view.voided.reason, by: view.voided.by };
      return {
        row,
        receivedDate,
        changeCents,
        lines,
        tenders,
        funding,
        overrides,
        postings,
        corrections,
        voided,
      };
    }),
  );
}

async function deposits(counter: Counter): Promise<unknown> {
  const omar = counter.person('omar');
  const shown = await omar.ask('deposit.list', {});
  return Promise.all(
    shown.deposits.map(async ({ depositId }) => {
      const { slip: _paper, ...view } = await omar.ask('deposit.show', { depositId });
      return view;
    }),
  );
}

async function proof(counter: Counter): Promise<unknown> {
  const {
    checkedAt: _at,
    events: _events,
    ...shown
  } = await counter.person('priya').ask('proof.show', { range: { from: DAY, to: DAY } });
  return shown;
}

function comparable(books: unknown, { authorizations }: Counter): unknown {
  let text = JSON.stringify(books)
    .replaceAll(INSTANT, '<instant>')
    .replaceAll(TIME_OF_DAY, '<time>')
    .replaceAll(UUID, '<id>');
  for (const code of authorizations)
    text = text.replaceAll(new RegExp(`\\b${code}\\b`, 'g'), '<authorization>');
  return JSON.parse(text) as unknown;
}
