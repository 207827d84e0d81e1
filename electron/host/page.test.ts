import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageFile } from './page.ts';

describe('the page as a host sends it', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillwright-page-'));
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'page', 'index.html'), '<script nonce="__CSP_NONCE__"></script>');
    writeFileSync(join(folder, 'page', 'customer.html'), '<title>customer</title>');
    writeFileSync(join(folder, 'page', 'assets', 'a-1.js'), 'start()');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const page = (path: string) => readPageFile(join(folder, 'page'), path);

  it('puts a fresh nonce into every document and the same one into its policy', async () => {
    const nonces = await Promise.all(
      ['/', '/index.html'].map(async (path) => {
        const file = await page(path);
        const nonce = /nonce="([^"]+)"/.exec(file?.body.toString() ?? '')?.[1];
        expect(file?.headers['Content-Security-Policy']).toContain(
          `script-src 'self' 'nonce-${nonce ?? 'none'}'`,
        );
        return nonce;
      }),
    );
    expect(nonces[0]).toMatch(/^[\w+/]{22}==$/);
    expect(new Set(nonces).size).toBe(2);
  });

  it('has the customer’s window beside the desk', async () => {
    expect((await page('/customer'))?.body.toString()).toBe('<title>customer</title>');
  });

  it('lets a script be kept for good, since its name carries its content', async () => {
    expect(await page('/assets/a-1.js')).toMatchObject({
      headers: {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': expect.stringContaining('immutable'),
      },
      body: Buffer.from('start()'),
    });
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets',
    '/nowhere.js',
    '/%',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    expect(await page(path)).toBeUndefined();
  });
});
