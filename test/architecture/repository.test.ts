/** What every clone relies on: two commands on a machine with Node and npm, and a top level that fits on a screen. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './house.ts';

type Manifest = {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { scripts } = manifest;
const verbs = Object.keys(scripts).filter((name) => !(name.startsWith('pre') && name.slice(3) in scripts));

describe('the scripts', () => {
  it('are the ones that the documents name', () => {
    expect(verbs).toEqual(expect.arrayContaining(['start', 'test', 'ready', 'bench', 'contract', 'cli']));
  });

  it.each(verbs)('%s first installs what is missing', (name) => {
    expect(scripts[`pre${name}`]).toBe('node build/setup.mjs');
  });

  it.each(verbs)('%s runs a file that is there', (name) => {
    for (const file of scripts[name]!.match(/\b(?:build|test|electron)\/[\w./-]+\.\w+/g) ?? []) {
      expect(`${file} ${existsSync(join(root, file)) ? 'is there' : 'is missing'}`).toBe(`${file} is there`);
    }
  });

  it('are not switched off: npm would skip the installation too', () => {
    const settings = join(root, '.npmrc');
    expect(existsSync(settings) ? readFileSync(settings, 'utf8') : '').not.toContain('ignore-scripts');
  });
});

describe('the versions', () => {
  it.each(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))(
    '%s is pinned, since an older Node would resolve a range to an older major',
    (_, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );
});

describe('the top level', () => {
  it('shows the rooms and four files', ({ skip }) => {
    const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
    skip(listed.status !== 0, 'not a git checkout');
    const top = listed.stdout.split('\0').map((file) => file.split('/')[0] ?? '');
    const visible = [...new Set(top)].filter((name) => name !== '' && !name.startsWith('.'));
    const files = ['README.md', 'package-lock.json', 'package.json', 'tsconfig.json'];
    const rooms = ['build', 'docs', 'drivers', 'electron', 'renderer', 'shared', 'test'];
    expect(visible.toSorted()).toEqual([...files, ...rooms].toSorted());
  });
});
