/** What a desk answers on a disk that is full, or read-only: one line of JSON for `bad-input.test.ts`. */
import { rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openTestDesk } from './desk.ts';
import type { TestDesk } from './desk.ts';
import { cash, miscellaneous, openWindow } from './window.ts';

const [state = '', disk = ''] = process.argv.slice(2);
const folder = join(disk, 'books');

/** Takes what is left of the disk, to the last byte. */
function fill(file: string): void {
  const fd = openSync(file, 'w');
  for (let bytes = 1 << 20; bytes > 0;) {
    try {
      writeSync(fd, Buffer.alloc(bytes));
    } catch {
      bytes >>= 1;
    }
  }
  closeSync(fd);
}

async function onFullDisk(city: TestDesk): Promise<unknown> {
  const window = await openWindow(city, 'luis', '2');
  const head = async (): Promise<unknown> => (await window.seat.ask('desk.status', {})).books.head;
  const sketch = { lines: [miscellaneous(500)], tenders: [cash(500)] };
  await window.post(sketch);
  await city.desk.settled();
  const filler = join(disk, 'filler');
  fill(filler);
  // What the journal of the database has to spare takes some more.
  for (let taken = 0; taken < 500; taken += 1) {
    const before = await head();
    const message = { commandId: `on-full-disk-${String(taken)}`, input: window.input(sketch) };
    const answer = await window.seat.answer('payment.post', message);
    if (answer.ok) continue;
    await city.desk.settled();
    const after = await head();
    rmSync(filler);
    const again = await window.seat.answer('payment.post', message);
    await city.desk.settled();
    const sam = await city.signIn('sam');
    const { ok, findings } = await sam.ask('books.verify', {});
    return { refused: answer.error, unchanged: before === after, again: again.ok, verified: ok, findings };
  }
  return { refused: null };
}

const city = await openTestDesk({ folder });
const said =
  state === 'full'
    ? await onFullDisk(city)
    : { state: city.desk.state, status: await city.seat().ask('desk.status', {}) };
await city.close();
process.stdout.write(`${JSON.stringify(said)}\n`);
