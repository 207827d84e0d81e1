/** Small facts about the file itself, outside the journal: when it was verified, which side key it uses. */
import type { Connection } from '../connection.ts';

export type SettingName = 'last-verified' | 'last-opened' | 'side-key';

export const readSetting = (c: Connection, name: SettingName): string | undefined =>
  c.sql<{ value: string }>('SELECT value FROM setting WHERE name = ?').get(name)?.value;

export function writeSetting(c: Connection, name: SettingName, value: string): void {
  c.sql(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value);
}
