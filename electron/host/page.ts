/** The built page as both hosts send it: the same files, the same policy, a nonce of its own for every document. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const MEDIA: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Where the build leaves room for the nonce (build/vite.config.ts). */
const NONCE_PLACE = '__CSP_NONCE__';

/** Styles that React sets go through the object model and need no exception. */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The desk, and the customer's side of it: two documents of one page. */
const PAGES: Readonly<Record<string, string>> = { '/': '/index.html', '/customer': '/customer.html' };

export type PageFile = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
};

/**
 * @param folder of the built page
 * @param path of the URL, still percent-encoded: `/`, `/assets/index-3f2a.js`
 * @returns undefined for what is not a file inside the folder
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | undefined> {
  const file = locate(folder, PAGES[path] ?? path);
  const body = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || body === undefined) return undefined;
  const mediaType = MEDIA[extname(file)] ?? 'application/octet-stream';
  if (extname(file) !== '.html') {
    // File names carry the hash of their content.
    const caching = 'public, max-age=31536000, immutable';
    return { headers: { 'Content-Type': mediaType, 'Cache-Control': caching, ...SECURITY_HEADERS }, body };
  }
  const nonce = randomBytes(16).toString('base64');
  return {
    headers: {
      'Content-Type': mediaType,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': contentPolicy(nonce),
      ...SECURITY_HEADERS,
    },
    body: Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACE, nonce)),
  };
}

function locate(folder: string, path: string): string | undefined {
  try {
    const file = normalize(join(folder, decodeURIComponent(path)));
    return file.startsWith(folder + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
