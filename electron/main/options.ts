import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../host/data-folder.ts';

export type ShellOptions = {
  readonly dataFolder: string;
  readonly sampleCity: boolean;
  /** Absent: the desk knows its own. */
  readonly workstation?: string;
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
  const { data, workstation } = values;
  return {
    dataFolder: resolve(typeof data === 'string' ? data : defaultDataFolder()),
    sampleCity: values['sample-city'] === true,
    ...(typeof workstation === 'string' ? { workstation } : {}),
  };
}
