/** Running the tools of `node_modules` on the pinned Node, whatever Node started the script. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';

export const root = resolve(import.meta.dirname, '..');

const bin = join(root, 'node_modules', '.bin');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The Node that the lock file names; the running one where a person has put another in its place. */
export const node = existsSync(pinned) ? pinned : process.execPath;

/** Scripts of npm packages, to be run by `node`: a `.bin` entry is a shell script on Windows. */
export const scripts = {
  eslint: join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
  prettier: join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs'),
  tsc: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
  vite: join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
  vitest: join(root, 'node_modules', 'vitest', 'vitest.mjs'),
};

/** @typedef {{ status: number, output: string }} Outcome `output` is what was printed, in order, when captured. */

/**
 * Runs a program in the root of the repository and hands the interrupting signals on to it.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ capture?: boolean, env?: Record<string, string>, timeoutMs?: number }} [options]
 * @returns {Promise<Outcome>} status 1 when a signal ended it or it did not start
 */
export function run(program, args, { capture = false, env = {}, timeoutMs } = {}) {
  return new Promise((finish) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let output = '';
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));

    /** @param {NodeJS.Signals} signal */
    const hand = (signal) => child.kill(signal);
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, hand);
    /** @param {number} status @param {string} [more] */
    const end = (status, more = '') => {
      for (const signal of signals) process.off(signal, hand);
      finish({ status, output: output + more });
    };
    child.on('error', (error) => end(1, error.message));
    child.on('close', (code) => end(code ?? 1));
  });
}
