import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from '../host/data-folder.ts';
import { readOptions } from './options.ts';

describe('the command line of the shell', () => {
  it('opens the person’s own books when nothing is said', () => {
    expect(readOptions([])).toEqual({ dataFolder: defaultDataFolder(), sampleCity: false });
  });

  it('takes what npm start passes on, among the switches that Chromium knows', () => {
    const args = ['--no-sandbox', '--data', 'books', '--sample-city', '--lang=es', '--workstation=02'];
    expect(readOptions(args)).toEqual({ dataFolder: resolve('books'), sampleCity: true, workstation: '02' });
  });
});
