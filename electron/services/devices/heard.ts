/** What devices say by themselves: a report is journaled before its machine is thanked for it; a reading is kept and announced. */
import { createHash } from 'node:crypto';
import type { CheckReading } from '../../../shared/devices/check-reader.ts';
import type { CountRefusal, MachineCount } from '../../../shared/devices/money-counter.ts';
import type { ScanReading } from '../../../shared/devices/scanner.ts';
import type { DeviceNoticed } from '../../../shared/domain/office/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { dateOf } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Desk } from '../handler.ts';
import { createOfficeReader } from '../office.ts';
import type { Office } from '../office.ts';
import type { BooksWriter } from '../ports.ts';
import { appendTo } from '../tx.ts';
import type { DeviceEvent, Heard } from './live.ts';

const WHY_WORDS: Readonly<Record<CountRefusal, string>> = {
  'not-whole': 'its report was not whole',
  'total-differs': 'its rows do not add up to its total',
  'denomination-unknown': 'it named a denomination that does not exist',
  'row-unreadable': 'a line of it could not be read',
  'too-long': 'its report did not end',
};

/** The driver puts the date that a report prints before its number, and `#` before one that it made up from the minute. */
const TELLS_ITS_DAY = /^(?:\d{4}-\d\d-\d\d |#)/;

/**
 * One report of one machine: sent again, it is the same one, also on another day. A number alone begins anew every
 * day, so the business date goes with it.
 */
export const countIdOf = (deviceId: string, date: BusinessDate, reportNumber: string): string =>
  createHash('sha256')
    .update(`${deviceId}\n${TELLS_ITS_DAY.test(reportNumber) ? '' : date}\n${reportNumber}`)
    .digest('hex')
    .slice(0, 32);

export function createHeard(desk: Desk): Heard {
  const readOffice = createOfficeReader();
  const refused = new Map<string, string>();

  function nameOf(office: Office, deviceId: string): string {
    return office.devices.find((device) => device.deviceId === deviceId)?.name ?? deviceId;
  }

  function keepCount(deviceId: string, count: MachineCount): void {
    const written = desk.books.transact((tx) => reportCount(desk, tx, readOffice(tx), deviceId, count));
    if (!written.ok) throw new Error(`report of ${deviceId}: ${written.error.code}`);
    refused.delete(deviceId);
    desk.push({ topic: 'changed', payload: { what: ['counts'] } });
  }

  function drawnThrough(deviceId: string, reading: CheckReading): void {
    if (reading.result === 'unreadable' && reading.why === 'card-discarded') {
      cardDiscarded(deviceId);
      return;
    }
    desk.push({
      topic: 'reading',
      payload: { kind: 'check', readingId: desk.readings.keep({ kind: 'check', reading }) },
    });
  }

  function cardDiscarded(deviceId: string): void {
    notice(deviceId, 'card-discarded');
    const device = nameOf(readOffice(desk.books), deviceId);
    desk.push({ topic: 'reading', payload: { kind: 'card-discarded', device } });
  }

  function scanned(deviceId: string, reading: ScanReading): void {
    switch (reading.kind) {
      case 'code':
        desk.push({
          topic: 'reading',
          payload: { kind: 'scan', readingId: desk.readings.keep({ kind: 'scan', reading }) },
        });
        return;
      case 'refused':
        desk.push({
          topic: 'reading',
          payload: { kind: 'scan-refused', device: nameOf(readOffice(desk.books), deviceId) },
        });
        return;
      case 'card-discarded':
        cardDiscarded(deviceId);
        return;
      default:
        assertNever(reading);
    }
  }

  function notice(deviceId: string, what: DeviceNoticed['what']): void {
    const office = readOffice(desk.books);
    if (office.founded === null) return;
    const open = desk.books.sessions({ statuses: ['open', 'balancing'] });
    const [only] = open;
    const name = stream.device(deviceId);
    desk.books.transact((tx) =>
      appendTo(
        tx,
        { actor: 'device', at: desk.now() },
        name,
        tx.streamVersion(name),
        [
          {
            type: 'device.noticed',
            v: 1,
            deviceId,
            what,
            ...(only && open.length === 1 ? { sessionId: only.sessionId } : {}),
          },
        ],
        null,
      ),
    );
    desk.push({ topic: 'changed', payload: { what: ['devices'] } });
  }

  const heard = (event: DeviceEvent): void => {
    switch (event.kind) {
      case 'check':
        drawnThrough(event.deviceId, event.reading);
        return;
      case 'scan':
        scanned(event.deviceId, event.reading);
        return;
      case 'count':
        keepCount(event.deviceId, event.count);
        return;
      case 'count-refused': {
        const name = nameOf(readOffice(desk.books), event.deviceId);
        refused.set(event.deviceId, `${name}: ${WHY_WORDS[event.why]}. Run it again, or type the count.`);
        desk.push({ topic: 'changed', payload: { what: ['counts'] } });
        return;
      }
      case 'noticed':
        notice(event.deviceId, event.what);
        return;
      case 'changed':
        desk.push({ topic: 'changed', payload: { what: ['devices'] } });
        return;
      default:
        assertNever(event);
    }
  };
  return Object.assign(heard, {
    refusedReports: () => [...refused].map(([deviceId, said]) => ({ deviceId, said })),
  });
}

/** @returns the id of the count; a report that is known changes nothing */
export function reportCount(
  desk: Pick<Desk, 'now'>,
  tx: BooksWriter,
  office: Office,
  deviceId: string,
  count: MachineCount,
): Result<string> {
  const date = office.businessDate ?? dateOf(desk.now(), office.timeZone);
  const countId = countIdOf(deviceId, date, count.reportNumber);
  const name = stream.machineCount(countId);
  if (tx.streamVersion(name) > 0) return ok(countId);
  const deviceName = office.devices.find((device) => device.deviceId === deviceId)?.name ?? deviceId;
  const appended = appendTo(
    tx,
    { actor: 'device', at: desk.now() },
    name,
    0,
    [{ type: 'machine-count.reported', v: 1, countId, deviceId, deviceName, ...count }],
    null,
  );
  return appended.ok ? ok(countId) : appended;
}
