/** Devices: the card terminal's dialogue, machine counts, what readers read, the customer's display, and set-up. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  amountCents,
  cents,
  count,
  done,
  id,
  instant,
  language,
  list,
  none,
  requiredText,
  text,
} from '../values.ts';
import { CUSTOMER_PHASES } from '../../devices/customer-display.ts';
import { MICR_ALPHABETS, MICR_FRAMINGS } from '../../devices/check-reader.ts';
import { SYMBOLOGIES } from '../../devices/scanner.ts';
import { DEVICE_KINDS } from '../../devices/settings.ts';

const port = z.int().min(1).max(65_535);

/** The way to any device; what is absent is the device's usual. */
export const deviceTransport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1).max(255), port }),
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1).max(255),
    usbId: z
      .string()
      .regex(/^[0-9a-f]{4}:[0-9a-f]{4}:.{1,80}$/)
      .exactOptional(),
    baudRate: z.int().min(300).max(921_600),
    dataBits: z.union([z.literal(7), z.literal(8)]).exactOptional(),
    parity: z.enum(['none', 'even', 'odd']).exactOptional(),
    stopBits: z.union([z.literal(1), z.literal(2)]).exactOptional(),
    flowControl: z.enum(['none', 'rts-cts', 'xon-xoff']).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(255) }),
]);

const pattern = z.string().min(1).max(200);

export const reportProfile = z.strictObject({
  name: requiredText(60),
  medium: z.enum(['note', 'coin']),
  start: pattern,
  row: pattern,
  total: pattern.nullable(),
  reportNumber: pattern.nullable(),
  end: pattern,
  denomUnit: z.enum(['dollars', 'cents']),
  idleMs: z.int().min(100).max(60_000),
  acknowledge: z.int().min(0).max(255).nullable(),
});

export const deviceSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('card-terminal'),
    protocol: z.enum(['pax', 'zvt']),
    transport: deviceTransport,
    password: z
      .string()
      .regex(/^\d{6}$/)
      .exactOptional(),
  }),
  z.strictObject({
    kind: z.enum(['bill-counter', 'coin-sorter']),
    transport: deviceTransport,
    protocol: z.discriminatedUnion('name', [
      z.strictObject({ name: z.literal('report'), profile: reportProfile }),
      z.strictObject({ name: z.literal('sc-350') }),
    ]),
  }),
  z.strictObject({
    kind: z.literal('check-reader'),
    protocol: z.enum(['magtek', 'epson']),
    transport: deviceTransport,
    alphabet: z.enum(MICR_ALPHABETS),
    framing: z.enum(MICR_FRAMINGS).exactOptional(),
    exceptions: list(
      z.strictObject({
        routing: z.string().regex(/^\d{9}$/),
        serialFrom: z.int().min(0).max(30),
        serialLength: z.int().min(1).max(15),
      }),
      500,
    ),
  }),
  z.strictObject({
    kind: z.literal('scanner'),
    transport: deviceTransport,
    aimPrefix: z.boolean(),
    i2of5Length: z.int().min(2).max(80).nullable(),
    code39Check: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('pole-display'), transport: deviceTransport, passThrough: z.boolean() }),
]);

export const assignedDevice = z.strictObject({
  name: requiredText(40),
  sources: list(z.string().min(1).max(20), 100),
  settings: deviceSettings,
});

export const deviceRow = z.strictObject({
  deviceId: z.string(),
  kind: z.enum(DEVICE_KINDS),
  name: z.string(),
  sources: list(z.string()),
  /** `Network 10.0.0.5, port 10009`, `Serial COM5, 9600 8N1`. */
  address: z.string(),
  connection: z.enum(['opening', 'ready', 'busy', 'no-answer', 'refused']),
  /** What is wrong, in words; empty while nothing is. */
  fault: z.string(),
  said: z.string(),
  model: z.string(),
  since: instant,
  lastTraffic: instant.nullable(),
  nextTry: instant.nullable(),
  selfTest: z.strictObject({ passed: z.boolean(), said: z.string(), at: instant }).nullable(),
  /** In order; empty when there is nothing to do. */
  next: list(z.string()),
  /** Only for whoever may read the configuration. */
  settings: deviceSettings.nullable(),
});

export const cardView = z.strictObject({
  attemptId: z.string(),
  reference: z.string(),
  kind: z.enum(['sale', 'void', 'refund']),
  entry: z.enum(['presented', 'keyed']),
  status: z.enum(['asked', 'in-doubt', 'captured', 'receipted', 'reversed', 'not-charged']),
  /** Where the terminal is, while it is being asked. */
  step: z.enum(['connecting', 'sent', 'card', 'pin', 'host', 'remove-card', 'cancelling']).nullable(),
  amountCents: cents,
  /** What the terminal approved; may be less than was asked for. */
  approvedCents: cents.nullable(),
  tenderType: z.string(),
  brand: z.string(),
  last4: z.string(),
  authorization: z.string(),
  /** What is true, for the person who stands there. */
  said: z.string(),
  next: z.string(),
  /** The visit it was begun for. */
  paymentId: z.string(),
  originalAttemptId: z.string().nullable(),
  terminal: z.string(),
  askedBy: z.string(),
  askedAt: instant,
});

export const batchView = z.strictObject({
  deviceId: z.string(),
  terminal: z.string(),
  batch: z.string(),
  saleCount: count,
  saleCents: cents,
  refundCount: count,
  refundCents: cents,
  /** What this session's receipts and reversals say; null when no session asked. */
  sessionCount: count.nullable(),
  sessionCents: cents.nullable(),
});

export const machineCountView = z.strictObject({
  countId: z.string(),
  deviceId: z.string(),
  device: z.string(),
  reportNumber: z.string(),
  at: instant,
  medium: z.enum(['note', 'coin']),
  rows: list(z.strictObject({ denominationCents: z.int(), pieces: count })),
  totalPieces: count,
  totalCents: cents,
});

export const readingView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('check'),
    readingId: z.string(),
    result: z.enum(['read', 'doubtful', 'unreadable']),
    routing: z.string(),
    number: z.string(),
    /** The account number itself stays where it was read. */
    accountLast4: z.string(),
    business: z.boolean(),
    /** What to compare with the check in hand, in words. */
    doubts: list(z.string()),
  }),
  z.strictObject({
    kind: z.literal('scan'),
    readingId: z.string(),
    symbology: z.enum(SYMBOLOGIES),
    text: z.string(),
    slip: z
      .strictObject({ payee: z.string(), reference: z.string(), amountCents: cents.nullable() })
      .nullable(),
  }),
]);

export const customerView = z.strictObject({
  language,
  phase: z.enum(CUSTOMER_PHASES),
  city: text(60),
  lines: list(z.strictObject({ text: text(60), amountCents: cents }), 60),
  totalCents: cents,
  tenderedCents: cents,
  changeCents: cents,
});

const attempt = z.strictObject({ attemptId: id });

export const deviceChannels = {
  'card.sale': command(
    'payment.take',
    'Asks the card terminal for a sale. The intent is on disk before the terminal hears of it.',
    z.strictObject({
      attemptId: id,
      sessionId: id,
      paymentId: id,
      tenderType: z.string().min(1).max(20),
      amountCents,
      entry: z.enum(['presented', 'keyed']),
    }),
    cardView,
  ),
  'card.reverse': command(
    'payment.void',
    'Takes a captured card back at its terminal: a void while its batch is open, a refund afterwards.',
    z.strictObject({
      attemptId: id,
      originalAttemptId: id,
      kind: z.enum(['void', 'refund']),
      /** Of `payment.void`, for a receipt whose void another person must approve: the void itself spends it. */
      voidApproval: id.exactOptional(),
    }),
    cardView,
  ),
  'card.cancel': command(
    'payment.take',
    'Tells the terminal to give up. What it answers is the truth, an approval included.',
    attempt,
    done,
  ),
  'card.show': query('payment.take', 'One request to the terminal, as it stands.', attempt, cardView),
  'card.open': query(
    ['payment.take', 'session.count-own', 'session.count-others'],
    'Cards of a session that are being asked, in doubt, or charged without a receipt.',
    z.strictObject({ sessionId: id }),
    z.strictObject({ cards: list(cardView) }),
  ),
  'card.look-up': command(
    ['payment.take', 'session.count-own', 'session.count-others'],
    'Asks the terminal what became of a request that is in doubt.',
    attempt,
    cardView,
  ),
  'card.by-slip': command(
    ['payment.take', 'card.resolve'],
    'Says by the terminal’s slip or the processor’s list what became of a request that is in doubt.',
    z.strictObject({
      attemptId: id,
      charged: z.boolean(),
      /** What the slip says, where the terminal approved a part only. */
      amountCents: amountCents.exactOptional(),
      reason: requiredText(200),
      authorization: text(12).exactOptional(),
      brand: text(20).exactOptional(),
      last4: z
        .string()
        .regex(/^\d{4}$/)
        .exactOptional(),
    }),
    cardView,
  ),
  'terminal.batch': command(
    ['session.count-own', 'session.count-others', 'session.approve'],
    'Asks the terminal for the totals of its open batch, after the count of the session is sealed.',
    z.strictObject({ sessionId: id }),
    batchView,
  ),
  'terminal.close-batch': command(
    ['session.approve', 'deposit.prepare'],
    'Closes the terminal’s batch. Sent once.',
    z.strictObject({ deviceId: id }),
    batchView,
  ),
  'count.proposals': query(
    ['session.count-own', 'session.count-others', 'session.open'],
    'What coin sorters and bill counters of this drawer reported and no count has taken in yet.',
    z.strictObject({ sessionId: id }),
    z.strictObject({
      counts: list(machineCountView),
      /** Machines that count one denomination and are asked for it. */
      asked: list(
        z.strictObject({ deviceId: z.string(), name: z.string(), medium: z.enum(['note', 'coin']) }),
      ),
      /** Reports that could not be believed since the last good one, in words. */
      refused: list(z.string()),
    }),
  ),
  'count.ask': command(
    ['session.count-own', 'session.count-others', 'session.open'],
    'Asks a machine that counts pieces how many it counted; the person says of which denomination.',
    z.strictObject({ sessionId: id, deviceId: id, denominationCents: z.int().min(1).max(100_000) }),
    machineCountView,
  ),
  'count.set-aside': command(
    ['session.count-own', 'session.count-others', 'session.open'],
    'A machine’s report that is no count of a drawer.',
    z.strictObject({ countId: id, reason: requiredText(200) }),
    done,
  ),
  'device.reading': query(
    'payment.take',
    'What a reader read, by the id that the push named. Kept for minutes, in memory only.',
    z.strictObject({ readingId: id }),
    readingView,
  ),
  'check.read': command(
    'payment.take',
    'Reads a check in the printer’s own reader; the person has put it in.',
    none,
    readingView,
  ),
  'customer.show': query('payment.take', 'Shows this to the customer.', customerView, done),
  'customer.view': query(
    'public',
    'What the customer sees now, and whether it is only training.',
    none,
    z.strictObject({ view: customerView, training: z.boolean() }),
  ),
  'device.list': query(
    'signed-in',
    'Every device of this workstation besides the printer.',
    none,
    z.strictObject({ devices: list(deviceRow) }),
  ),
  'device.traffic': query(
    'device.read',
    'What went over a device’s line last, masked. The printer’s id is `printer`.',
    z.strictObject({ deviceId: id }),
    z.strictObject({
      lines: list(
        z.strictObject({
          at: instant,
          what: z.enum(['sent', 'received', 'silence', 'plan', 'note']),
          text: z.string(),
        }),
      ),
    }),
  ),
  'device.self-test': command(
    ['device.read', 'device.manage'],
    'Tests one device without moving money or paper.',
    z.strictObject({ deviceId: id }),
    z.strictObject({ passed: z.boolean(), said: z.string() }),
  ),
  'device.set': command(
    'device.manage',
    'Sets up a device, or takes it away.',
    z.strictObject({ deviceId: id, device: assignedDevice.nullable() }),
    done,
  ),
  'device.ports': query(
    'device.manage',
    'The serial ports that are plugged in now, for setting up a device.',
    none,
    z.strictObject({
      ports: list(z.strictObject({ path: z.string(), label: z.string(), usbId: z.string().nullable() })),
    }),
  ),
  'device.try-report': query(
    'device.manage',
    'Reads a captured report by a profile and says line by line how.',
    z.strictObject({ profile: reportProfile, base64: z.base64().max(90_000) }),
    z.strictObject({
      problems: list(z.string()),
      lines: list(z.strictObject({ line: z.string(), takenFor: z.string(), detail: z.string() })),
      count: machineCountView
        .pick({ reportNumber: true, medium: true, rows: true, totalPieces: true, totalCents: true })
        .nullable(),
      refused: z.string(),
    }),
  ),
  'device.calibrate': command(
    'device.manage',
    'One look at the drawer’s sensor while the person says how the drawer stands; both looks give its polarity.',
    z.strictObject({ drawerIs: z.enum(['open', 'closed']), first: z.boolean() }),
    z.strictObject({
      read: z.enum(['high', 'low', 'no-answer']),
      /** What to ask the person for now; null when it is over. */
      next: z.enum(['open-it', 'close-it']).nullable(),
      /** Null until both states were really seen, twice. */
      sensor: z.enum(['high-is-closed', 'high-is-open']).nullable(),
      /** Why there is none when it is over. */
      said: z.string(),
    }),
  ),
};
