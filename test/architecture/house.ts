/** The house as files: this one, and small temporary ones in which a rule is broken on purpose. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** What a tool reads to know the rules; copied, so that a probe is judged by the real ones. */
const CONFIGURATION = [
  'package.json',
  'tsconfig.json',
  'build/tsconfig.base.json',
  'build/eslint.config.js',
  'shared/tsconfig.json',
  'drivers/tsconfig.json',
  'electron/tsconfig.json',
  'renderer/tsconfig.json',
];

export type Files = Readonly<Record<string, string>>;

/** Builds a house of the given files with the rules of this one, hands over its path, and takes it down again. */
export async function withHouse<T>(files: Files, visit: (path: string) => T | Promise<T>): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), 'tillwright-house-'));
  try {
    for (const file of CONFIGURATION) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      copyFileSync(join(root, file), join(path, file));
    }
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), content);
    }
    symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'junction');
    return await visit(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
