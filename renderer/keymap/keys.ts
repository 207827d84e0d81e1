/**
 * The key map as data: the dispatcher, the key bar, the F1 sheet and the tests are written from it (screens, "Keys").
 * Shift on a function key is the rarer or heavier twin. Digits type amounts, letters choose. Letters and choices act
 * only inside their pane, and can be switched off (WCAG 2.1.4).
 */

export type Screen =
  | 'first-run'
  | 'sign-in'
  | 'open-drawer'
  | 'counter'
  | 'posted'
  | 'receipts'
  | 'outbox'
  | 'close'
  | 'over-short'
  | 'supervisor'
  | 'review'
  | 'correction'
  | 'deposit'
  | 'journal'
  | 'proof'
  | 'devices'
  | 'setup';

export type KeyBinding = {
  /** `KeyboardEvent.key`, letters in lower case; `0-9`, `1-9`, `1-6`, `1-5` stand for any digit of that range. */
  readonly key: string;
  readonly shift?: true;
  readonly ctrl?: true;
  readonly screen: Screen | 'anywhere';
  /** Where it acts: inside the element with this `data-pane`. Letters and digits always name one, or act outside fields only. */
  readonly pane?: string;
  readonly action: string;
  readonly label: string;
  /** A quieter second line on the key bar, where there is no Shift twin to show. */
  readonly note?: string;
  /** `false`: on the F1 sheet only, because the screen draws the key beside what it does. */
  readonly bar?: false;
};

export const KEYS = [
  { key: 'F1', screen: 'anywhere', action: 'keys.sheet', label: 'All keys' },
  { key: 'F1', shift: true, screen: 'anywhere', action: 'keys.help', label: 'Help' },
  { key: 'F2', screen: 'anywhere', action: 'find.payer', label: 'Find payer' },
  { key: 'F2', shift: true, screen: 'anywhere', action: 'find.receipt', label: 'Find receipt' },
  { key: 'F6', screen: 'anywhere', action: 'pane.next', label: 'Next pane' },
  { key: 'F6', shift: true, screen: 'anywhere', action: 'pane.previous', label: 'Previous' },
  { key: 'F8', screen: 'anywhere', action: 'tape.open', label: 'Tape' },
  { key: 'F8', shift: true, screen: 'anywhere', action: 'drawer.open-no-sale', label: 'Open drawer' },
  { key: 'F8', ctrl: true, screen: 'anywhere', action: 'desk.lock', label: 'Lock' },
  { key: 'F8', ctrl: true, shift: true, screen: 'anywhere', action: 'desk.sign-out', label: 'Sign out' },
  { key: 'k', ctrl: true, screen: 'anywhere', action: 'go.palette', label: 'Go to a screen', bar: false },
  { key: 'Escape', screen: 'anywhere', action: 'go.back', label: 'Back' },

  { key: 'Enter', screen: 'first-run', action: 'first-run.sample', label: 'Open Cedar Bluff', bar: false },
  { key: 's', screen: 'first-run', action: 'first-run.own', label: 'Set up my office', bar: false },

  { key: 'Enter', ctrl: true, screen: 'open-drawer', action: 'open-drawer.confirm', label: 'Open drawer' },

  { key: 'F3', screen: 'counter', action: 'counter.add-item', label: 'Add item' },
  { key: 'F3', shift: true, screen: 'counter', action: 'counter.remove-line', label: 'Remove line' },
  {
    key: '1-9',
    screen: 'counter',
    pane: 'items',
    action: 'counter.frequent-item',
    label: 'Frequent item',
    bar: false,
  },
  { key: 'F4', screen: 'counter', action: 'counter.park', label: 'Park' },
  { key: 'F4', shift: true, screen: 'counter', action: 'counter.recall', label: 'Recall' },
  { key: 'F9', screen: 'counter', action: 'counter.reprint', label: 'Reprint' },
  { key: 'F9', shift: true, screen: 'counter', action: 'counter.void', label: 'Void payment' },
  { key: 'c', screen: 'counter', pane: 'tenders', action: 'tender.cash', label: 'Cash', bar: false },
  { key: 'd', screen: 'counter', pane: 'tenders', action: 'tender.card', label: 'Card', bar: false },
  { key: 'k', screen: 'counter', pane: 'tenders', action: 'tender.check', label: 'Check', bar: false },
  {
    key: 'k',
    shift: true,
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.cashiers-check',
    label: 'Cashier’s check',
    bar: false,
  },
  {
    key: 'm',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.money-order',
    label: 'Money order',
    bar: false,
  },
  { key: 'p', screen: 'counter', pane: 'tenders', action: 'tender.pledge', label: 'Pledge', bar: false },
  {
    key: '*',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.take-due',
    label: 'Take what is still due',
    bar: false,
  },
  {
    key: 't',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.by-telephone',
    label: 'Card by telephone, keyed into the terminal',
    bar: false,
  },
  {
    key: 's',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.stand-alone',
    label: 'Record from a stand-alone terminal',
    bar: false,
  },
  {
    key: 'a',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.ask-terminal',
    label: 'Ask the terminal what became of a card',
    bar: false,
  },
  {
    key: 'r',
    screen: 'counter',
    pane: 'tenders',
    action: 'tender.read-check',
    label: 'Read the check in the printer',
    bar: false,
  },
  { key: 'Enter', ctrl: true, screen: 'counter', action: 'counter.post', label: 'Post payment', bar: false },

  { key: 'Enter', screen: 'posted', action: 'posted.next', label: 'Next customer' },
  { key: 'F4', shift: true, screen: 'posted', action: 'counter.recall', label: 'Recall' },
  { key: 'F9', screen: 'posted', action: 'posted.reprint', label: 'Print again' },
  { key: 'F9', shift: true, screen: 'posted', action: 'posted.void', label: 'Void payment' },
  { key: 'y', screen: 'posted', action: 'posted.it-printed', label: 'Yes, it printed', bar: false },
  { key: 'n', screen: 'posted', action: 'posted.not-printed', label: 'No, print DUPLICATE', bar: false },
  { key: 'v', screen: 'posted', action: 'posted.validate', label: 'Validate the stub', bar: false },
  { key: 'e', screen: 'posted', action: 'posted.endorse', label: 'Endorse the check', bar: false },
  { key: '0-9', screen: 'posted', action: 'posted.start-next', label: 'Start the next payment', bar: false },

  { key: 'F9', screen: 'receipts', action: 'receipts.reprint', label: 'Print DUPLICATE' },
  { key: 'F9', shift: true, screen: 'receipts', action: 'receipts.void', label: 'Void payment' },

  { key: 'y', screen: 'outbox', action: 'outbox.it-printed', label: 'Yes, it printed' },
  { key: 'n', screen: 'outbox', action: 'outbox.not-printed', label: 'No, print DUPLICATE' },
  { key: 'F9', screen: 'outbox', action: 'outbox.print', label: 'Print now' },

  { key: 'r', screen: 'close', action: 'close.count-again', label: 'Count again' },
  { key: 'a', screen: 'close', action: 'close.take-in', label: 'Take in', note: 'a machine’s count' },
  { key: 'f', screen: 'close', action: 'close.accept-attempt', label: 'Accept as final' },
  { key: 'Enter', ctrl: true, screen: 'close', action: 'close.seal', label: 'Seal count' },

  { key: '1-5', screen: 'over-short', pane: 'reasons', action: 'over-short.reason', label: 'Reason' },
  {
    key: 'Enter',
    ctrl: true,
    screen: 'over-short',
    action: 'over-short.submit',
    label: 'Submit',
    note: 'with your reason',
  },

  {
    key: 'Enter',
    screen: 'supervisor',
    action: 'supervisor.review',
    label: 'Review',
    note: 'Approve or send back inside',
  },
  {
    key: 'd',
    screen: 'supervisor',
    action: 'supervisor.drawer',
    label: 'Drawers',
  },
  { key: 'l', screen: 'supervisor', action: 'supervisor.look', label: 'Look at cash', note: 'is recorded' },

  { key: 'b', screen: 'review', action: 'review.send-back', label: 'Send back', note: 'asks for a reason' },
  { key: 'Enter', ctrl: true, screen: 'review', action: 'review.approve', label: 'Approve' },
  {
    key: 'Enter',
    ctrl: true,
    screen: 'correction',
    action: 'correction.confirm',
    label: 'Correct the tender',
  },

  { key: 'p', screen: 'deposit', action: 'deposit.print-slip', label: 'Print slip' },
  { key: 'p', shift: true, screen: 'deposit', action: 'deposit.save-pdf', label: 'Save PDF' },
  {
    key: 'Enter',
    ctrl: true,
    screen: 'deposit',
    action: 'deposit.next-step',
    label: 'Next step',
    note: 'as the button says',
  },

  { key: 'x', screen: 'journal', action: 'journal.export', label: 'Export' },
  { key: 'Enter', ctrl: true, screen: 'journal', action: 'journal.build', label: 'Build or record' },

  { key: '1-6', screen: 'proof', action: 'proof.side', label: 'Open a side' },
  { key: 't', screen: 'proof', action: 'proof.trace', label: 'Trace', note: 'by receipt, check, amount' },
  { key: 'x', screen: 'proof', action: 'proof.export', label: 'Export', note: 'CSV' },

  { key: 'Enter', ctrl: true, screen: 'setup', action: 'setup.save', label: 'Save' },

  {
    key: 'Enter',
    screen: 'devices',
    action: 'devices.self-test',
    label: 'Self-test',
    note: 'Shift T: test all',
  },
  { key: 't', shift: true, screen: 'devices', action: 'devices.test-all', label: 'Test all', bar: false },
  { key: 's', screen: 'devices', action: 'devices.set-up', label: 'Set up' },
  { key: 'l', screen: 'devices', action: 'devices.save-log', label: 'Save traffic log', note: 'masked' },
] as const satisfies readonly KeyBinding[];

export type Action = (typeof KEYS)[number]['action'];
