import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Session, Shell } from 'electron';

/**
 * A PDF that the page hands over is kept in the data folder and opened by whatever shows PDFs here; any other file asks
 * the person where to, as Electron does by itself.
 */
export function openDocuments(session: Session, shell: Shell, dataFolder: string): void {
  session.on('will-download', (_event, item) => {
    if (item.getMimeType() !== 'application/pdf') return;
    const folder = join(dataFolder, 'documents');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, basename(item.getFilename()));
    item.setSavePath(path);
    item.once('done', (_done, state) => {
      if (state === 'completed') void shell.openPath(path);
    });
  });
}
