/** Sealed values: each opens with the key of these books, and each that the journal promises is there. */
import type { SideKey } from '../side/side-key.ts';
import { unseal } from '../side/side-table.ts';
import type { VerifyContext } from './context.ts';

/**
 * @param sideKey undefined where a file is looked at apart from its folder, such as a backup
 * @returns a note about values that another key sealed: they may be whole, but nobody here can read them
 */
export function checkSideTable({ c, find }: VerifyContext, sideKey: SideKey | undefined): string | undefined {
  const missing = c
    .sql<{ user_name: string }>(
      `SELECT user_name FROM main.p_user WHERE has_secret = 1 AND NOT EXISTS
         (SELECT 1 FROM main.side_secret WHERE kind = 'user-secret' AND key = user_name)`,
    )
    .all();
  for (const { user_name } of missing) {
    find('side-table', `user-secret ${user_name}`, `the sign-in secret of ${user_name} is missing`);
  }
  let elsewhere = 0;
  const rows = c
    .sql<{ kind: string; key: string; key_id: string; sealed: Buffer }>(
      'SELECT kind, key, key_id, sealed FROM main.side_secret ORDER BY kind, key',
    )
    .all();
  for (const { kind, key, key_id, sealed } of rows) {
    if (key_id !== sideKey?.id) elsewhere += 1;
    else if (unseal(sideKey, kind, key, sealed) === undefined) {
      find('side-table', `${kind} ${key}`, `the sealed ${kind} of ${key} was changed: it does not open`);
    }
  }
  if (elsewhere === 0 || sideKey === undefined) return undefined;
  return `${String(elsewhere)} sealed values belong to another side.key and cannot be read with the one in this folder.`;
}
