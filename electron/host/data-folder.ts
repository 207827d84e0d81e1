import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where books live when nobody says otherwise: the place each system keeps a program's data. */
export function defaultDataFolder(): string {
  switch (process.platform) {
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Tillwright');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Tillwright');
    default:
      return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'tillwright');
  }
}
