/** `tillwright://desk/`: the page comes from the package, never from a network, and has an origin of its own. */
import type { Protocol } from 'electron';
import { readPageFile } from '../host/page.ts';

const SCHEME = 'tillwright';
export const PAGE_URL = `${SCHEME}://desk/`;

/** Standard, so that `'self'` and relative addresses work; secure, so that the page may use `crypto`. Before `ready`. */
export function registerPageScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** @param folder of the built page */
export function servePage(protocol: Protocol, folder: string): void {
  protocol.handle(SCHEME, (request) => respondWithPage(folder, request));
}

export async function respondWithPage(folder: string, request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const ours = host === 'desk' && request.method === 'GET';
  const file = ours ? await readPageFile(folder, pathname) : undefined;
  return file === undefined
    ? new Response(null, { status: 404 })
    : new Response(file.body, { headers: file.headers });
}
