import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { readUpload } from '../../bridge/files.ts';
import type { Upload } from '../../bridge/files.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';

export type FileButtonProps = {
  readonly children: string;
  readonly kind?: 'primary' | 'outline';
  readonly busy: boolean;
  readonly reason?: string | undefined;
  readonly onFile: (upload: Upload) => void;
};

/** A file from the person's disk, read whole; one that is too large for the page says where to go instead. */
export function FileButton({ children, kind = 'outline', busy, reason, onFile }: FileButtonProps) {
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setTooLarge(null);
    const upload = await readUpload(file);
    if (upload === null) setTooLarge(file.name);
    else onFile(upload);
  };
  return (
    <div>
      <FileTrigger onSelect={(files) => void take(files)}>
        <Button kind={kind} busy={busy} reason={reason}>
          {children}
        </Button>
      </FileTrigger>
      {tooLarge !== null && (
        <ErrorLine
          problem={`${tooLarge} is larger than the page takes. Import it on the command line: npm run -s cli -- import --help`}
        />
      )}
    </div>
  );
}
