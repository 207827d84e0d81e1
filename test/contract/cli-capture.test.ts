/** `devices capture` from the outside: a child process that listens to a line and leaves a file. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCapture } from '../../drivers/transport/capture.ts';
import type { Capture } from '../../drivers/transport/capture.ts';
import { haveSocat, ptyPair } from '../../drivers/transport/pty-pair.test-kit.ts';
import { resultOf, runCli } from '../support/cli.ts';
import { removeFolder, tempFolder } from '../support/desk.ts';

let place: string;
beforeAll(() => {
  place = tempFolder();
});
afterAll(() => {
  removeFolder(place);
});

/** A device on a TCP port: what it does with each caller is the test's. */
let called: (socket: Socket) => void;
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  called(socket);
});
let line: string;
let made = 0;
let out: string;
beforeEach(async () => {
  called = () => undefined;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  line = `tcp:127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  made += 1;
  out = join(place, `line-${String(made)}.jsonl`);
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function captured(): Capture {
  const capture = readCapture(readFileSync(out, 'utf8'));
  if (!capture.ok) throw new Error(JSON.stringify(capture.error));
  return capture.value;
}
const said = (): readonly string[] =>
  captured().entries.map(({ direction, bytes, about, note }) =>
    direction === 'note' ? (about ?? note ?? '') : `${direction} ${new TextDecoder().decode(bytes)}`,
  );

/** A second Ctrl-C would end the program at once. */
function once(
  word: string,
  work: (interrupt: () => void) => void,
): (text: string, interrupt: () => void) => void {
  let done = false;
  return (text, interrupt) => {
    if (done || !text.includes(word)) return;
    done = true;
    work(interrupt);
  };
}

describe('devices capture', () => {
  it('writes what is sent and received, masked, and shows it meanwhile', async () => {
    called = (socket) => {
      socket.once('data', () => socket.write('%B4111111111111111^DOE?\nready'));
    };
    const run = await runCli(
      [
        'devices',
        'capture',
        '--transport',
        line,
        '--out',
        out,
        '--seconds',
        '600',
        '--send',
        '3F 0A',
        '--json',
      ],
      { onStderr: once('ready', (interrupt) => interrupt()) },
    );
    expect(said()).toEqual([
      'opened',
      'sent ?\n',
      'received %B*********************\n',
      'received ready',
      'closed by us',
    ]);
    expect(run.code).toBe(0);
    expect(resultOf(run)).toMatchObject({ out, receivedBytes: 29, sentBytes: 2, lost: null });
    expect(run.stderr).toMatch(/^\+ *\d+\.\d{3} received %B\*+<LF>$/m);
    expect(run.stderr + run.stdout + readFileSync(out, 'utf8')).not.toMatch(/411111|DOE/);
  });

  it('ends by itself when its time is over', async () => {
    const run = await runCli(['devices', 'capture', '--transport', line, '--out', out, '--seconds', '1']);
    expect([run.code, said()]).toEqual([0, ['opened', 'closed by us']]);
    expect(run.stdout).toContain('0 bytes received, 0 sent');
  });

  it('says that the line was lost, and keeps what was heard', async () => {
    called = (socket) => socket.end('half a rep');
    const run = await runCli(['devices', 'capture', '--transport', line, '--out', out, '--seconds', '600']);
    expect([run.code, said()]).toEqual([1, ['opened', 'received half a rep', 'hung-up']]);
    expect(run.stdout).toContain('then the line was lost');
  });

  it('hides shorter numbers where it is asked to', async () => {
    called = (socket) => socket.end('T122105278T 123456U 1041\n');
    const to = ['--transport', line, '--out', out, '--hide-digits', '5'];
    await runCli(['devices', 'capture', ...to]);
    expect(said()[1]).toBe('received T*****5278T **3456U 1041\n');
  });

  it('listens to a serial line', async (ctx) => {
    ctx.skip(!haveSocat, 'socat is not installed');
    const pty = await ptyPair();
    try {
      const serial = `serial:${pty.hostPath}:9600:8N1`;
      const speaks = once('opened', () => writeFileSync(pty.devicePath, 'TOTAL 12.34\r\n'));
      const heard = once('TOTAL', (interrupt) => interrupt());
      await runCli(['devices', 'capture', '--transport', serial, '--out', out, '--seconds', '600'], {
        onStderr: (text, interrupt) => {
          speaks(text, interrupt);
          heard(text, interrupt);
        },
      });
      expect(said()).toEqual(['opened', 'received TOTAL 12.34\r\n', 'closed by us']);
      expect(captured().line).toBe(`serial ${pty.hostPath} 9600`);
    } finally {
      await pty.unplug();
    }
  });

  it('refuses a line that does not open, and leaves no file', async () => {
    const nobody = 'tcp:127.0.0.1:1';
    const run = await runCli(['devices', 'capture', '--transport', nobody, '--out', out, '--json']);
    expect(run.code).toBe(1);
    expect(resultOf(run)).toMatchObject({ error: { code: 'CAPTURE_NOT_OPENED' } });
    expect(existsSync(out)).toBe(false);
  });

  it('writes over no file', async () => {
    writeFileSync(out, 'the only capture of a rare fault');
    const run = await runCli(['devices', 'capture', '--transport', line, '--out', out]);
    expect([run.code, readFileSync(out, 'utf8')]).toEqual([1, 'the only capture of a rare fault']);
    expect(run.stderr).toContain('CAPTURE_UNWRITABLE');
  });

  it('called wrongly says so and makes nothing', async () => {
    const wrong = [
      ['--transport', line],
      ['--transport', 'usb:1', '--out', out],
      ['--transport', line, '--out', out, '--seconds', '0'],
      ['--transport', line, '--out', out, '--send', '0x10'],
      ['--transport', line, '--out', out, '--hide-digits', '4'],
      ['--transport', line, '--out', out, '--data', place],
    ];
    const runs = await Promise.all(wrong.map((args) => runCli(['devices', 'capture', ...args])));
    expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual(wrong.map(() => [2, '']));
    for (const run of runs) expect(run.stderr).not.toBe('');
    expect(existsSync(out)).toBe(false);
  });

  it('explains itself', async () => {
    const run = await runCli(['devices', 'capture', '--help']);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain('serial:PATH[:BAUD[:8N1]]');
  });
});
