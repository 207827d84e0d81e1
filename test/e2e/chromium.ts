/**
 * Where the end-to-end tests get their browser: the one that TILLWRIGHT_CHROMIUM names, an installed Chromium or
 * Chrome, or else the one that npm brought (`TILLWRIGHT_CHROMIUM=npm` asks for that one).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import packaged, { inflate } from '@sparticuz/chromium';

/** What `chromium.launch` of playwright-core takes; `env` replaces the environment of the browser. */
export type Browser = {
  readonly executablePath: string;
  readonly args: string[];
  readonly env?: Record<string, string>;
};

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache');

const NAMES =
  process.platform === 'win32'
    ? ['chrome.exe', 'msedge.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A container has no user namespace for the sandbox and little shared memory, and the pages are our own. The
 * arguments that the npm package recommends are not used: they switch off the same-origin rules under test.
 */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'];

function installedBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path));
}

/**
 * Unpacks the browser of the npm package once per version. The package unpacks into the temporary folder under fixed
 * names and takes whatever it finds there, so it gets a folder of its own, which appears only when complete.
 */
async function unpack(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const home = resolve(dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  const partial = `${folder}.${process.pid}`;
  const temporaryFolder = process.env['TMPDIR'];
  mkdirSync(partial, { recursive: true });
  try {
    process.env['TMPDIR'] = partial;
    packaged.setGraphicsMode = false;
    await packaged.executablePath();
    await inflate(join(home, 'bin', 'al2023.tar.br'));
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    if (temporaryFolder === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporaryFolder;
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** A machine without a desktop may lack the browser's libraries and every font; the package brings both. */
function missingParts(folder: string, executablePath: string): Record<string, string> {
  const starts = spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status === 0;
  return {
    ...(starts ? {} : { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
  };
}

async function packagedBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium or Chrome found: install one, or set TILLWRIGHT_CHROMIUM to its executable.',
    );
  }
  const folder = await unpack();
  const executablePath = join(folder, 'chromium');
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const env = { ...Object.fromEntries(inherited), ...missingParts(folder, executablePath) };
  return { executablePath, args: ARGS, env };
}

export async function findChromium(): Promise<Browser> {
  const named = process.env['TILLWRIGHT_CHROMIUM'];
  if (named === 'npm') return packagedBrowser();
  const executablePath = named ?? installedBrowser();
  return executablePath === undefined ? packagedBrowser() : { executablePath, args: ARGS };
}
