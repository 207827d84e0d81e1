/**
 * `npm start -- [--browser] [--port N] [--data DIR] [--sample-city]`: the product in Electron's window where that can
 * open, else served to a browser on this machine. Says which and why; everything after `--` reaches the host.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBundle } from './bundle.mjs';
import { node, root, run } from './tools.mjs';

const PROBE_TIMEOUT_MS = 3_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;
const electronPackage = join(root, 'node_modules', 'electron');

/** @returns {string | undefined} the path of Electron's executable, when it has been downloaded */
function electronBinary() {
  const pathFile = join(electronPackage, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(electronPackage, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : undefined;
}

/** Electron's npm package only downloads it. Whether it can be reached is asked first, since a silent firewall takes minutes. */
async function fetchElectron() {
  const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'));
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, { method: 'HEAD', signal });
    if (!answer.ok) return undefined;
  } catch {
    return undefined;
  }
  process.stderr.write('Tillwright: downloading Electron, once; about 120 MB …\n');
  const installer = join(electronPackage, 'install.js');
  const { status } = await run(node, [installer], { capture: true, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  return status === 0 ? electronBinary() : undefined;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ electron?: string, why: string }>} Electron's executable, or why it is the browser host
 */
async function chooseHost(args) {
  if (args.includes('--browser')) return { why: 'asked for' };
  if (process.platform === 'linux') {
    const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
    if (display === '') return { why: 'this machine has no display' };
    if (process.getuid?.() === 0) return { why: 'Electron refuses to run its sandbox as root' };
  }
  const present = electronBinary();
  if (present) return { electron: present, why: 'it is installed' };
  const fetched = await fetchElectron();
  if (fetched) return { electron: fetched, why: 'it could be downloaded' };
  return { why: 'Electron is not installed and cannot be downloaded from here' };
}

/** @param {readonly string[]} args */
async function start(args) {
  const { electron, why } = await chooseHost(args);
  process.stderr.write(`Tillwright: ${electron ? 'Electron' : 'browser host'}, because ${why}.\n`);
  await ensureBundle('renderer');
  if (electron) {
    await ensureBundle('shell');
    const { status } = await run(electron, [root, ...args]);
    if (status !== 0)
      process.stderr.write('Electron did not run. `npm start -- --browser` needs no window.\n');
    return status;
  }
  const serve = join(root, 'electron', 'host', 'serve.ts');
  const { status } = await run(node, [serve, ...args.filter((arg) => arg !== '--browser')]);
  return status;
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (fault) {
  process.stderr.write(
    `Tillwright did not start. ${fault instanceof Error ? fault.message : String(fault)}\n`,
  );
  process.exitCode = 1;
}
