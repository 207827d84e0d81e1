/**
 * What readers read, wherever the person is: the screen in front takes it, or it is said that nobody does. A push moves
 * nothing by itself; only a screen that waits for a scan acts on one.
 */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { ask } from '../bridge/bridge.ts';
import type { Output } from '../bridge/bridge.ts';
import { onReading } from '../bridge/pushes.ts';
import type { ReadingPush } from '../bridge/pushes.ts';
import { activeScreens } from '../keymap/dispatcher.ts';
import type { Screen } from '../keymap/keys.ts';
import { onWedge } from '../keymap/wedge.ts';
import { clearWarnings, toast } from '../ui/toasts.ts';

type Reading = Output<'device.reading'>;
export type ReadScan = Pick<Extract<Reading, { kind: 'scan' }>, 'text' | 'slip'>;
export type ReadCheck = Extract<Reading, { kind: 'check' }>;

/** @returns why it is not taken, in words; null when it is */
export type ReadingTaker = {
  readonly screens: readonly Screen[];
  readonly scan: (scan: ReadScan) => string | null;
  readonly check: (check: ReadCheck) => string | null;
};

const takers: { current: ReadingTaker }[] = [];

/** While mounted, this screen takes what is scanned and drawn through the check reader. */
export function useReadingTaker(taker: ReadingTaker): void {
  const ref = useRef(taker);
  useLayoutEffect(() => {
    ref.current = taker;
  });
  useEffect(() => {
    takers.push(ref);
    return () => {
      takers.splice(takers.indexOf(ref), 1);
    };
  }, []);
}

/** A form beside the room (a reason for opening the drawer) has the keyboard: it is not the counter's. */
const isTypingBeside = (): boolean => {
  const at = document.activeElement;
  return (
    at instanceof HTMLElement && at.matches('input, textarea, select') && at.closest('#content') === null
  );
};

function takerInFront(): ReadingTaker | undefined {
  const taker = takers.at(-1)?.current;
  const shown = activeScreens();
  return taker !== undefined && !isTypingBeside() && taker.screens.some((screen) => shown.includes(screen))
    ? taker
    : undefined;
}

const NOBODY = {
  scan: 'Scanned, but this screen takes no scans.',
  check: 'A check was read, but this screen takes none.',
} as const;

function told(reason: string | null): void {
  if (reason !== null) toast(reason, 'note');
}

function takeScan(scan: ReadScan): void {
  const taker = takerInFront();
  told(taker ? taker.scan(scan) : NOBODY.scan);
}

async function heard(push: ReadingPush): Promise<void> {
  switch (push.kind) {
    case 'card-discarded':
      toast(
        'A card was read by a scanner or check reader. Nothing of it was kept. Use the card terminal.',
        'danger',
      );
      return;
    case 'scan-refused':
      toast('The scanner read a code that does not check. Scan it again, or type the number.', 'danger');
      return;
    case 'scan':
    case 'check': {
      if (takerInFront() === undefined) {
        told(NOBODY[push.kind]);
        return;
      }
      const answer = await ask('device.reading', { readingId: push.readingId });
      if (answer.ok) clearWarnings();
      if (!answer.ok) toast(`${answer.error.what} ${answer.error.next}`, 'danger');
      else if (answer.value.kind === 'scan') takeScan(answer.value);
      else told(takerInFront()?.check(answer.value) ?? null);
    }
  }
}

/** Mounted once, by the desk of whoever is signed in. */
export function useReadings(isLocked: boolean): void {
  useEffect(() => {
    if (isLocked) return;
    const ends = [
      // Another tab of the same machine is somebody else's counter.
      onReading((push) => {
        if (document.visibilityState === 'visible') void heard(push);
      }),
      onWedge((told) => {
        if (told.kind === 'scan') takeScan({ text: told.text, slip: null });
        else toast('A card was swiped here. Nothing of it was kept. Use the card terminal.', 'danger');
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [isLocked]);
}
