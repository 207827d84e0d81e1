/** The Electron shell as it is built, from its first line to its last, on a stand-in for Electron. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBundle } from '../../build/bundle.mjs';
import type { Asked } from './electron-stand-in/asked.ts';

const root = resolve(import.meta.dirname, '../..');

type Told = { readonly what: string; readonly detail: unknown };
type Question = Asked extends infer One ? (One extends Asked ? Omit<One, 'id'> : never) : never;

function openShell(dataFolder: string) {
  const main = join(root, 'dist/main/electron/main/main.js');
  const args = ['--data', dataFolder, '--sample-city'];
  const child = fork(main, ['.', ...args], {
    execArgv: ['--import', join(import.meta.dirname, 'electron-stand-in/register.ts')],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told: Told[] = [];
  let heard: (() => void) | undefined;
  child.on('message', (message: Told) => {
    told.push(message);
    heard?.();
  });
  const ended = once(child, 'close') as Promise<[number | null]>;

  async function hear(what: string): Promise<unknown> {
    for (;;) {
      const found = told.find((one) => one.what === what);
      if (found) return found.detail;
      await Promise.race([
        new Promise<void>((next) => (heard = next)),
        ended.then(([code]) =>
          Promise.reject(new Error(`the shell ended with ${String(code)} before “${what}”`)),
        ),
      ]);
    }
  }
  const ask = (question: Question): Promise<unknown> => {
    const id = randomUUID();
    child.send({ id, ...question });
    return hear(id);
  };
  return {
    hear,
    ask,
    told,
    ended,
    tell: (question: Question) => child.send({ id: '', ...question }),
    kill: () => child.kill('SIGKILL'),
  };
}

describe('the Electron shell', () => {
  it('shows the desk in one confined window, answers its page only, and closes the books when it quits', async ({
    onTestFinished,
  }) => {
    await ensureBundle('renderer');
    await ensureBundle('shell');
    const dataFolder = mkdtempSync(join(tmpdir(), 'tillwright-shell-'));
    const shell = openShell(dataFolder);
    onTestFinished(async () => {
      shell.kill();
      await shell.ended;
      rmSync(dataFolder, { recursive: true, force: true });
    });

    await shell.hear('shown');
    expect(await shell.hear('enableSandbox')).toBe(true);
    expect(await shell.hear('setPath')).toEqual(['userData', join(dataFolder, 'window')]);
    expect(await shell.hear('window')).toMatchObject({
      webPreferences: { preload: join(root, 'dist/main/preload.cjs'), sandbox: true, contextIsolation: true },
    });
    expect(await shell.ask({ ask: 'page', url: 'tillwright://desk/' })).toEqual({
      status: 200,
      policy: expect.stringContaining("default-src 'none'"),
    });

    const status = { ask: 'call', channel: 'desk.status', message: { input: {} } } as const;
    expect(await shell.ask({ ...status, from: 'page' })).toMatchObject({
      ok: true,
      value: { state: 'ready', training: true },
    });
    expect(await shell.ask({ ...status, from: 'frame' })).toMatchObject({ ok: false });
    // On a thread of its own, which has to be in the bundle too.
    const asSam = { ask: 'call', from: 'page' } as const;
    const signIn = { userName: 'sam', secret: '2468' };
    expect(
      await shell.ask({
        ...asSam,
        channel: 'access.sign-in',
        message: { commandId: 'sign-in', input: signIn },
      }),
    ).toMatchObject({ ok: true });
    expect(
      await shell.ask({
        ...asSam,
        channel: 'books.verify',
        message: { commandId: 'verify', input: {} },
      }),
    ).toMatchObject({ ok: true, value: { ok: true } });
    expect(shell.told.filter(({ what }) => what === 'errorBox')).toEqual([]);

    shell.tell({ ask: 'quit' });
    expect(await shell.ended).toEqual([0, null]);
    // Books that were closed open again at once, and the second shell finds what the first one founded.
    const again = openShell(dataFolder);
    await again.hear('shown');
    expect(await again.ask({ ...status, from: 'page' })).toMatchObject({
      ok: true,
      value: { state: 'ready' },
    });
    again.tell({ ask: 'quit' });
    expect(await again.ended).toEqual([0, null]);
  });
});
