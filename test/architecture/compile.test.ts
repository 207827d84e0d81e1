/** The outer arrows do not even compile when they are broken. Each probe is judged by the real tsconfig of its room. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Files } from './house.ts';
import { root, withHouse } from './house.ts';

const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** Enough of a house that every project has a file. */
const ROOMS: Files = {
  'shared/kernel/sound.ts': 'export const sound = 1;\n',
  'drivers/sound.ts': "import { sound } from '../shared/kernel/sound.ts';\nexport const driven = sound;\n",
  'electron/host/sound.ts':
    "import { readFileSync } from 'node:fs';\nimport { driven } from '../../drivers/sound.ts';\nexport const hosted = [readFileSync, driven];\n",
  'renderer/sound.ts':
    "import { sound } from '../shared/kernel/sound.ts';\nexport const shown = (): string => document.title + sound;\n",
};

function compile(house: string, room: string): { status: number | null; errors: string } {
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', join(house, room)], {
    encoding: 'utf8',
  });
  return { status, errors: stdout };
}

type Probe = { readonly what: string; readonly file: string; readonly line: string; readonly error: string };

const PROBES: readonly Probe[] = [
  {
    what: 'shared/ that names process',
    file: 'shared/kernel/probe.ts',
    line: 'export const probe = process.pid;',
    error: 'TS2591',
  },
  {
    what: 'shared/ that imports node:fs',
    file: 'shared/kernel/probe.ts',
    line: "export { readFileSync } from 'node:fs';",
    error: 'TS2591',
  },
  {
    what: 'shared/ that names the document',
    file: 'shared/kernel/probe.ts',
    line: 'export const probe = document.title;',
    error: 'TS2584',
  },
  {
    what: 'shared/ that imports a driver',
    file: 'shared/kernel/probe.ts',
    line: "export { driven } from '../../drivers/sound.ts';",
    error: 'TS6307',
  },
  {
    what: 'a driver that imports the host',
    file: 'drivers/probe.ts',
    line: "export { hosted } from '../electron/host/sound.ts';",
    error: 'TS6307',
  },
  {
    what: 'a driver that names the document',
    file: 'drivers/probe.ts',
    line: 'export const probe = document.title;',
    error: 'TS2584',
  },
  {
    what: 'a renderer that imports node:fs',
    file: 'renderer/probe.ts',
    line: "export { readFileSync } from 'node:fs';",
    error: 'TS2591',
  },
  {
    what: 'a renderer that names process',
    file: 'renderer/probe.ts',
    line: 'export const probe = process.pid;',
    error: 'TS2591',
  },
  {
    what: 'a renderer that names Buffer',
    file: 'renderer/probe.ts',
    line: "export const probe = Buffer.from('a');",
    error: 'TS2591',
  },
  {
    what: 'a renderer that imports the host',
    file: 'renderer/probe.ts',
    line: "export { hosted } from '../electron/host/sound.ts';",
    error: 'TS6307',
  },
  {
    what: 'a host that imports the renderer',
    file: 'electron/host/probe.ts',
    line: "export { shown } from '../../renderer/sound.ts';",
    error: 'TS6307',
  },
  {
    what: 'an enum, which Node cannot run',
    file: 'electron/host/probe.ts',
    line: 'export enum Probe { One }',
    error: 'TS1294',
  },
  {
    what: 'an index that may miss',
    file: 'shared/kernel/probe.ts',
    line: 'export const first = (list: readonly string[]): string => list[0];',
    error: 'TS2322',
  },
];

describe('the outer arrows hold in the compiler', () => {
  it('lets a sound house through', async () => {
    await withHouse(ROOMS, (house) => {
      for (const room of ['electron', 'renderer']) {
        expect(compile(house, room)).toEqual({ status: 0, errors: '' });
      }
    });
  });

  it.each(PROBES)('refuses $what', async ({ file, line, error }) => {
    const [room = ''] = file.split('/');
    await withHouse({ ...ROOMS, [file]: `${line}\n` }, (house) => {
      const { status, errors } = compile(house, room);
      expect(errors).toContain(error);
      expect(status).not.toBe(0);
    });
  });
});
