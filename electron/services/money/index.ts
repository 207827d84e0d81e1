import type { moneyChannels } from '../../../shared/contract/channels/money.ts';
import type { Handlers } from '../handler.ts';
import * as view from './deposit-view.ts';
import * as deposits from './deposits.ts';
import * as exports from './exports.ts';
import * as journal from './journal.ts';
import * as proof from './proof.ts';
import { bankAccounts, record } from './settlement.ts';

export const moneyHandlers: Handlers<keyof typeof moneyChannels> = {
  'deposit.candidates': { mode: 'query', run: deposits.candidates },
  'deposit.prepare': { mode: 'command', run: deposits.prepare },
  'deposit.list': { mode: 'query', run: view.list },
  'deposit.show': { mode: 'query', run: view.show },
  'deposit.seal': { mode: 'command', run: deposits.seal },
  'deposit.unseal': { mode: 'command', run: deposits.unseal },
  'deposit.send': { mode: 'command', run: deposits.send },
  'deposit.approve': { mode: 'long', run: deposits.approve },
  'deposit.send-back': { mode: 'command', run: deposits.sendBack },
  'deposit.dissolve': { mode: 'command', run: deposits.dissolve },
  'deposit.confirm': { mode: 'command', run: deposits.confirm },
  'deposit.slip-pdf': { mode: 'query', run: view.slipPdf },
  'deposit.print-slip': { mode: 'command', run: deposits.printSlip },
  'bank.accounts': { mode: 'query', run: bankAccounts },
  'settlement.record': { mode: 'command', run: record },
  'journal.entries': { mode: 'query', run: journal.entries },
  'journal.by-fund': { mode: 'query', run: journal.byFund },
  'export.build': { mode: 'command', run: exports.build },
  'export.list': { mode: 'query', run: exports.list },
  'export.file': { mode: 'query', run: exports.file },
  'export.delivered': { mode: 'command', run: exports.delivered },
  'proof.show': { mode: 'query', run: proof.show },
  'proof.rows': { mode: 'query', run: proof.rows },
  'proof.export': { mode: 'query', run: proof.exportCsv },
};
