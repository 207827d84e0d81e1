/**
 * Runs before every npm script and makes `node_modules` what the lock file says; silent when it already is.
 *
 * Plain JavaScript without imports from npm, because on a fresh clone nothing is installed and Node may be 20.
 * Two steps, because from a lock file npm would run node-gyp for better-sqlite3 although its prebuilt binary is in the
 * package, and that needs a compiler: install without scripts, then run the one script that is wanted, which
 * fetches Node 24 as `node_modules/.bin/node`. Everything is printed to stderr: stdout belongs to the script that follows.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const marker = join(modules, '.tillwright-lock-sha256');
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/** @param {string} path @returns {Lock} */
const readLock = (path) => /** @type {Lock} */ (JSON.parse(readFileSync(path, 'utf8')));

/**
 * Whether a person's own `npm install` has already put every locked version in place. Packages of other platforms
 * are in the lock but not in the tree, so an absent optional one is no difference.
 * @param {string} lockFile
 */
function isInstalled(lockFile) {
  const installedLock = join(modules, '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = readLock(installedLock).packages;
  return Object.entries(readLock(lockFile).packages).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional === true),
  );
}

/** Whether the pinned Node answers, with the version the lock names. @param {string} lockFile */
function ownNodeRuns(lockFile) {
  if (!existsSync(ownNode)) return false;
  const answer = spawnSync(ownNode, ['--version'], { encoding: 'utf8' });
  return (
    answer.status === 0 &&
    answer.stdout.trim() === `v${readLock(lockFile).packages['node_modules/node']?.version}`
  );
}

/** The npm that runs this script; `npm` of the path when started by hand. @param {string[]} args */
function npm(args) {
  const cli = process.env['npm_execpath']?.endsWith('npm-cli.js') ? process.env['npm_execpath'] : undefined;
  /** @type {import('node:child_process').SpawnSyncOptionsWithStringEncoding} */
  const options = { cwd: root, encoding: 'utf8', shell: !cli && process.platform === 'win32' };
  // `npm -s` passes its silence on to the npm that it starts, and a failure would have no words.
  const spoken = [...args, '--loglevel=error'];
  const outcome = cli
    ? spawnSync(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...spoken], options)
    : spawnSync('npm', spoken, options);
  if (outcome.status === 0) return;
  const said = (outcome.error ? `error ${outcome.error.message}` : outcome.stderr)
    .split('\n')
    .filter((line) => /error|ERR!/.test(line) && !/complete log|debug-0|^npm (error|ERR!) +at /.test(line))
    .slice(0, 6);
  fail(`npm ${args[0]} did not succeed.`, said);
}

/** @param {string} what @param {string[]} [details] @returns {never} */
function fail(what, details = []) {
  const next = 'Check that this machine reaches its npm registry, then run the same command again.';
  process.stderr.write(['Tillwright: ' + what, ...details.map((line) => `  ${line}`), next, ''].join('\n'));
  process.exit(1);
}

function setUp() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`);
  const lockFile = join(root, 'package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;

  if (!(isInstalled(lockFile) && ownNodeRuns(lockFile))) {
    const startedAtMs = Date.now();
    process.stderr.write(
      'Tillwright: installing what package-lock.json lists, and Node 24; about a minute …\n',
    );
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
    npm(['rebuild', 'node', '--ignore-scripts=false']);
    // On Windows the package renames its binary after npm has linked it: link once more.
    if (process.platform === 'win32') npm(['rebuild', 'node', '--ignore-scripts']);
    if (!ownNodeRuns(lockFile)) fail('Node 24 was fetched, but does not run on this machine.');
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    process.stderr.write(`Tillwright: installed in ${seconds} s.\n`);
  }
  writeFileSync(marker, wanted);
}

setUp();
