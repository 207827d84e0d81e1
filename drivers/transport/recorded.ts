/** Any transport, with its traffic in a log. What is sent is logged when it is handed over, not when it is wanted. */
import type { Clock } from '../clock.ts';
import { byteFeed } from './byte-feed.ts';
import type { Connection, Transport } from './connection.ts';
import type { NoteAbout, TrafficLog } from './traffic-log.ts';

export function recordedTransport(inner: Transport, log: TrafficLog, clock: Clock): Transport {
  const note = (text: string, about?: NoteAbout): void => {
    log.note(text, clock.nowMs(), about);
  };
  return {
    name: inner.name,
    async open(deadlineMs) {
      const opened = await inner.open(deadlineMs);
      if (!opened.opened) {
        note(`${inner.name}: not opened, ${opened.fault} (${opened.detail})`);
        return opened;
      }
      note(`${inner.name}: opened`, 'opened');
      return { opened: true, connection: recorded(opened.connection, log, clock, note) };
    },
  };
}

function recorded(
  connection: Connection,
  log: TrafficLog,
  clock: Clock,
  note: (text: string, about?: NoteAbout) => void,
): Connection {
  const feed = byteFeed();
  connection.onBytes((bytes) => {
    log.add('received', bytes, clock.nowMs());
    feed.push(bytes);
  });
  void connection.closed.then((reason) => {
    if (reason.by === 'device') note(`closed: ${reason.detail}`, 'hung-up');
    else note(`closed by ${reason.by}`);
  });
  return {
    get isOpen() {
      return connection.isOpen;
    },
    closed: connection.closed,
    onBytes: (listener) => feed.listen(listener),
    close: () => connection.close(),
    async write(bytes, deadlineMs) {
      log.add('sent', bytes, clock.nowMs());
      const outcome = await connection.write(bytes, deadlineMs);
      if (!outcome.written)
        note(`not written (${outcome.because}), ${outcome.bytesMayHaveLeft} bytes may have left`);
      return outcome;
    },
  };
}
