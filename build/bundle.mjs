/**
 * Builds what has to be built before it runs: the page, and for Electron its main process and preload. Built once per
 * state of the sources: a hash of them lies beside the result.
 *
 *     node build/bundle.mjs           both
 *     node build/bundle.mjs renderer  the page alone
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { node, root, run, scripts } from './tools.mjs';

/** @typedef {{ sources: string[], configs: string[], out: string }} Bundle */

/** @type {Record<'renderer' | 'shell', Bundle>} */
const BUNDLES = {
  renderer: { sources: ['renderer', 'shared'], configs: ['build/vite.config.ts'], out: 'dist/renderer' },
  shell: {
    sources: ['electron', 'drivers', 'shared'],
    configs: ['build/vite.main.config.ts', 'build/vite.preload.config.ts'],
    out: 'dist/main',
  },
};

/** @param {Bundle} bundle @returns {string} a digest of every file that can change the result */
function digestOf({ sources, configs }) {
  const files = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...configs, ...files.sort()]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {'renderer' | 'shell'} name
 * @returns {Promise<'built' | 'unchanged'>}
 * @throws with the bundler's words when the sources do not build
 */
export async function ensureBundle(name) {
  const bundle = BUNDLES[name];
  const marker = join(root, bundle.out, '.sources-sha256');
  const digest = digestOf(bundle);
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return 'unchanged';

  rmSync(join(root, bundle.out), { recursive: true, force: true });
  for (const config of bundle.configs) {
    const args = [scripts.vite, 'build', '--config', config, '--logLevel', 'warn'];
    const { status, output } = await run(node, args, { capture: true });
    if (status !== 0) throw new Error(`${name} did not build (${config}):\n${output}`);
  }
  writeFileSync(marker, digest);
  return 'built';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv[2];
  for (const name of /** @type {const} */ (['renderer', 'shell'])) {
    if (named === undefined || named === name) console.log(`${name}: ${await ensureBundle(name)}`);
  }
}
