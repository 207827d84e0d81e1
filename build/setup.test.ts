import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/**
 * A repository with a lock of two packages, and an npm that writes down what it is asked and does it: `ci` puts the
 * packages of the lock in place, `rebuild node` brings a Node. `FAIL` names the step that does not succeed.
 */
const NPM = `
const { appendFileSync, chmodSync, mkdirSync, copyFileSync, rmSync, writeFileSync } = require('node:fs');
const [verb] = process.argv.slice(2);
appendFileSync('asked.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.FAIL === verb) {
  console.error('npm error code ECONNREFUSED\\nnpm error     at stack (file.js:1:1)');
  process.exit(1);
}
if (verb === 'ci') {
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules');
  copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
}
if (verb === 'rebuild') {
  mkdirSync('node_modules/node/bin', { recursive: true });
  writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\necho v' + (process.env.ANSWERS ?? '24.21.0') + '\\n');
  chmodSync('node_modules/node/bin/node', 0o755);
}
`;

const lockOf = (nodeVersion: string): string =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/node': { version: nodeVersion },
      'node_modules/only-on-windows': { version: '1.0.0', optional: true },
    },
  });

describe('the set-up before every script', () => {
  let home = '';
  beforeEach(({ skip }) => {
    skip(process.platform === 'win32', 'the Node that stands in here is a shell script');
    home = mkdtempSync(join(tmpdir(), 'tillwright-setup-'));
    mkdirSync(join(home, 'build'));
    copyFileSync(join(import.meta.dirname, 'setup.mjs'), join(home, 'build', 'setup.mjs'));
    writeFileSync(join(home, 'npm-cli.js'), NPM);
    writeFileSync(join(home, 'package-lock.json'), lockOf('24.21.0'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const setUp = (env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'build', 'setup.mjs')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_execpath: join(home, 'npm-cli.js'),
        npm_node_execpath: process.execPath,
        ...env,
      },
    });
    return { status, stdout, lines: stderr.split('\n').filter((line) => line !== '') };
  };
  const asked = (): string[] => {
    const file = join(home, 'asked.txt');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  it('installs without scripts, then runs the one script that fetches Node, and says so', () => {
    const { status, stdout, lines } = setUp();
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('about a minute');
    expect(asked()).toEqual([
      expect.stringMatching(/^ci --ignore-scripts /),
      expect.stringMatching(/^rebuild node --ignore-scripts=false /),
    ]);
  });

  it('is silent when everything is in place', () => {
    setUp();
    expect(setUp()).toEqual({ status: 0, stdout: '', lines: [] });
    expect(asked()).toHaveLength(2);
  });

  it('installs again when the lock has changed', () => {
    setUp();
    writeFileSync(join(home, 'package-lock.json'), lockOf('24.22.0'));
    expect(setUp({ ANSWERS: '24.22.0' }).status).toBe(0);
    expect(asked()).toHaveLength(4);
  });

  it('takes what a person has installed by hand', () => {
    setUp();
    const lock = join(home, 'package-lock.json');
    writeFileSync(lock, `${readFileSync(lock, 'utf8')}\n`);
    expect(setUp().lines).toEqual([]);
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ['the installation', { FAIL: 'ci' }, 'npm ci'],
    ['fetching Node', { FAIL: 'rebuild' }, 'npm rebuild'],
    ['running the fetched Node', { ANSWERS: '20.0.0' }, 'does not run'],
  ])('fails in few words when %s fails, and starts over next time', (_, env, words) => {
    const { status, lines } = setUp(env);
    expect(status).toBe(1);
    expect(lines.join('\n')).toContain(words);
    expect(lines.join('\n')).not.toContain('at stack');
    expect(lines.at(-1)).toContain('run the same command again');
    expect(lines.length).toBeLessThan(6);
    expect(setUp().status).toBe(0);
    expect(asked().filter((line) => line.startsWith('ci '))).toHaveLength(2);
  });
});
