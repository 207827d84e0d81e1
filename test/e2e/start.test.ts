import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const start = resolve(import.meta.dirname, '../../build/start.mjs');

describe('npm start -- --browser', () => {
  it('says which host and why, prints one line with the address, serves, and ends when told to', async ({
    onTestFinished,
  }) => {
    const data = mkdtempSync(join(tmpdir(), 'tillwright-start-'));
    const child = spawn(process.execPath, [
      start,
      '--browser',
      '--port',
      '0',
      '--data',
      data,
      '--sample-city',
    ]);
    const ended = once(child, 'close') as Promise<[number | null]>;
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(data, { recursive: true, force: true });
    });
    let printed = '';
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const address = await new Promise<string>((found, fail) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(printed)?.[0];
        if (url !== undefined) found(url);
      });
      void ended.then(() => fail(new Error(`It ended without an address: ${said}`)));
    });

    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(said).toBe('Tillwright: browser host, because asked for.\n');
    expect(printed.trimEnd().split('\n')).toHaveLength(1);

    child.kill('SIGTERM');
    const [status] = await ended;
    expect(status).toBe(0);
  });
});
