import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../host/data-folder.ts';

export type ShellOptions = {
  readonly dataFolder: string;
  readonly workstation: string;
  readonly sampleCity: boolean;
};

/** Not strict: Chromium's own switches stand in the same line. */
export function readOptions(args: readonly string[]): ShellOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      data: { type: 'string' },
      workstation: { type: 'string' },
      'sample-city': { type: 'boolean' },
    },
  });
  return {
    dataFolder: resolve(typeof values.data === 'string' ? values.data : defaultDataFolder()),
    workstation: typeof values.workstation === 'string' ? values.workstation : '01',
    sampleCity: values['sample-city'] === true,
  };
}
