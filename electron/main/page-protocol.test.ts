import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { respondWithPage } from './page-protocol.ts';

describe('tillwright://desk/', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillwright-protocol-'));
    writeFileSync(join(folder, 'index.html'), '<title>Tillwright</title>');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers with the page and its policy', async () => {
    const response = await respondWithPage(folder, new Request('tillwright://desk/'));
    expect(await response.text()).toBe('<title>Tillwright</title>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['another host', new Request('tillwright://elsewhere/')],
    ['a file that is not there', new Request('tillwright://desk/nothing.js')],
    ['anything but a look', new Request('tillwright://desk/', { method: 'POST' })],
  ])('has nothing for %s', async (_, request) => {
    expect((await respondWithPage(folder, request)).status).toBe(404);
  });
});
