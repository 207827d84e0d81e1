/** What must be there for each thing of a kind, and what must be nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../shared/errors/codes.ts';
import type { ErrorEntries } from '../../shared/errors/registry.ts';
import { root } from './house.ts';

describe('drivers', () => {
  const notDevices = ['transport', 'runtime', 'bench'];
  const devices = readdirSync(join(root, 'drivers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notDevices.includes(entry.name))
    .map((entry) => entry.name);

  it('there is at least the printer', () => {
    expect(devices).toContain('receipt-printer');
  });

  it.each(devices)('%s says in PROTOCOL.md which bytes it speaks and where they come from', (device) => {
    const notes = join(root, 'drivers', device, 'PROTOCOL.md');
    expect(existsSync(notes)).toBe(true);
    expect(readFileSync(notes, 'utf8')).toMatch(/^# \S/);
  });
});

describe('error codes', () => {
  const areaFiles = readdirSync(join(root, 'shared/errors')).filter(
    (file) =>
      file.endsWith('.ts') &&
      !['codes.ts', 'describe.ts', 'registry.ts'].includes(file) &&
      !file.includes('.test.'),
  );

  const registries = async (): Promise<readonly { area: string; entries: ErrorEntries }[]> =>
    Promise.all(
      areaFiles.map(async (file) => {
        const module = (await import(join(root, 'shared/errors', file))) as Record<string, ErrorEntries>;
        return { area: file.replace('.ts', ''), entries: Object.assign({}, ...Object.values(module)) };
      }),
    );

  it('are unique over all areas, and every area is in the registry', async () => {
    const codes = (await registries()).flatMap(({ entries }) => Object.keys(entries));
    expect(codes.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  });

  it('stand in the file of their area', async () => {
    for (const { area, entries } of await registries()) {
      for (const [code, entry] of Object.entries(entries))
        expect(`${code}: ${entry.area}`).toBe(`${code}: ${area}`);
    }
  });

  it.each(Object.entries(ERRORS as ErrorEntries))(
    '%s says what happened and what to do next',
    (_, { text, next }) => {
      for (const sentence of [text, next]) {
        expect(sentence).toMatch(/^[\p{Lu}\p{Nd}“{]/u);
        expect(sentence).toMatch(/[.?!”}]$/);
      }
    },
  );
});

describe('the repository stands on its own', () => {
  const notOurs = new Set(['node_modules', '.git', 'dist', 'out', 'coverage', '.cache']);
  const written = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(/[/\\]/).some((part) => notOurs.has(part)));

  /** Bytes that are no text are not looked into. */
  const readText = (file: string): string => {
    const bytes = readFileSync(join(root, file));
    return bytes.includes(0) ? '' : bytes.toString('utf8');
  };

  /** Folders of this machine; not `/build` or `/tmp`, which a file may name for its own reasons. */
  const ofThisMachine = [root, dirname(root), homedir()].filter((folder) => folder.split(sep).length > 2);

  it.each([
    [
      'a folder of the machine it was written on',
      (text: string) => ofThisMachine.some((folder) => text.includes(`${folder}${sep}`)),
    ],
    [
      'somebody’s home folder',
      (text: string) => /(?:\/home\/|\/Users\/|[A-Z]:\\Users\\)(?!you\b)\w+/.test(text),
    ],
    ['a package registry', (text: string) => /https?:\/\/registry\.\w/.test(text)],
  ])('names nowhere %s', (_, names) => {
    expect(written.filter((file) => names(readText(file)))).toEqual([]);
  });

  it('looks into the files it means to', () => {
    expect(written).toContain('package.json');
    expect(written.some((file) => file.startsWith('node_modules'))).toBe(false);
  });
});
