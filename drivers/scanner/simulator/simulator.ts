/**
 * A bar code scanner as far as a host can tell, in somebody's hand: it reads what it is pointed at, sometimes a part of it,
 * sometimes something else; and cards are swiped through readers that hang on the same line.
 */
import type { Gs1Slip, Symbology } from '../../../shared/devices/scanner.ts';
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { Connection } from '../../transport/connection.ts';

export type ScannerState = {
  readonly aimPrefix: boolean;
  readonly suffix: 'cr' | 'crlf' | 'lf' | 'none';
  /** What it reads instead of what is there. */
  readonly lie: 'wrong-digit' | 'wrong-symbology' | null;
  /** Something else hangs on the port: it returns every byte, or talks at another speed. */
  readonly wrongDevice: 'echo' | 'noise' | null;
};

export type SwipeReader = 'plain' | 'magtek' | 'encrypting';

export type ScannerSimulator = SimulatedDevice & {
  readonly state: ScannerState;
  set(change: Partial<ScannerState>): void;
  /** Each is one write on every line that is plugged in. */
  scan(text: string, symbology?: Symbology): void;
  scanSlip(slip: Gs1Slip): void;
  /** The beam leaves the symbol early, and what has been read is sent as if it were all. */
  scanPart(text: string, characters: number, symbology?: Symbology): void;
  /** A made-up test card, by a swipe reader on the same line. */
  swipeCard(reader?: SwipeReader): void;
  /** How many frames it has sent, to each line. */
  readonly sent: number;
};

export const HEALTHY_SCANNER: ScannerState = {
  aimPrefix: true,
  suffix: 'cr',
  lie: null,
  wrongDevice: null,
};

const IDENTIFIERS: Readonly<Record<Symbology, string>> = {
  'code-128': ']C0',
  'gs1-128': ']C1',
  'code-39': ']A0',
  i2of5: ']I0',
  qr: ']Q1',
  other: ']E0',
  unknown: '',
};
const SUFFIXES: Readonly<Record<ScannerState['suffix'], string>> = {
  cr: '\r',
  crlf: '\r\n',
  lf: '\n',
  none: '',
};
const GS = '\u001d';
const WRITE_MS = 5000;

/** The number that every payment system gives out for tests. */
export const TEST_CARD = '4111111111111111';
export const TEST_CARDHOLDER = 'DOE/JANE Q';
const TRACKS = `%B${TEST_CARD}^${TEST_CARDHOLDER}^30121010000000000000?;${TEST_CARD}=30121010000000000?`;
const MASKED = `%*4111********1111^${TEST_CARDHOLDER}^3012***********?*;4111********1111=3012*****?*`;

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

export function scannerSimulator(): ScannerSimulator {
  let state = HEALTHY_SCANNER;
  let sent = 0;
  const lines = new Set<Connection>();

  function say(bytes: Uint8Array): void {
    sent += 1;
    for (const line of lines) void line.write(bytes, WRITE_MS);
  }

  function scan(text: string, symbology: Symbology = 'code-128'): void {
    if (state.wrongDevice === 'noise') {
      say(latin1(`${text}\r`).map((byte, index) => (byte === 0x0d ? byte : (byte ^ 0x95) | (index & 1))));
      return;
    }
    const seen = state.lie === 'wrong-digit' ? text.replace(/\d/, (d) => String((Number(d) + 1) % 10)) : text;
    const told = state.lie === 'wrong-symbology' ? 'other' : symbology;
    say(latin1(`${state.aimPrefix ? IDENTIFIERS[told] : ''}${seen}${SUFFIXES[state.suffix]}`));
  }

  return {
    attach(line) {
      lines.add(line);
      line.onBytes((bytes) => {
        if (state.wrongDevice === 'echo') void line.write(bytes, WRITE_MS);
      });
      void line.closed.then(() => lines.delete(line));
    },
    get state() {
      return state;
    },
    set(change) {
      state = { ...state, ...change };
    },
    scan,
    scanSlip(slip) {
      scan(slipText(slip), 'gs1-128');
    },
    scanPart(text, characters, symbology) {
      scan(text.slice(0, characters), symbology);
    },
    swipeCard(reader = 'plain') {
      say(swipe(reader));
    },
    get sent() {
      return sent;
    },
  };
}

/** The element string: fixed lengths first, so that only the amount needs an FNC1 before it. */
export function slipText({ payee, reference, amountCents, currency, dueDate }: Gs1Slip): string {
  const due = dueDate === undefined ? '' : `12${dueDate.slice(2).replaceAll('-', '')}`;
  const amount =
    amountCents === undefined
      ? ''
      : `${GS}${currency === undefined ? '3902' : `3912${currency}`}${String(amountCents).padStart(6, '0')}`;
  return `415${payee}${due}8020${reference}${amount}`;
}

function swipe(reader: SwipeReader): Uint8Array {
  switch (reader) {
    case 'plain':
      return latin1(`${TRACKS}\r`);
    case 'magtek':
      return latin1(`\u0002\u001b${TRACKS}\r\u0003`);
    case 'encrypting': {
      // Type, status and lengths, then masked tracks, then what stands for the cipher text.
      const content = Uint8Array.of(
        0x80,
        0x1f,
        0x37,
        0x28,
        0x00,
        ...latin1(MASKED),
        0x0d,
        0x0a,
        0x03,
        0x5a,
        0xff,
      );
      const lrc = content.reduce((sum, byte) => sum ^ byte, 0);
      const sum = content.reduce((total, byte) => (total + byte) & 0xff, 0);
      return Uint8Array.of(2, content.length & 0xff, content.length >> 8, ...content, lrc, sum, 3);
    }
  }
}
