import { describe, expect, it } from 'vitest';
import { ALL_PERMISSIONS, may, permissionsOf, rolesThatMay } from './permissions.ts';
import { ROLES } from './types.ts';

describe('the permission table', () => {
  it('gives a cashier the counter and their own drawer, and never the figures of an open drawer', () => {
    expect(permissionsOf('cashier')).toEqual([
      'account.read',
      'receipt.read',
      'payment.take',
      'payment.park',
      'payment.void',
      'receipt.reprint',
      'drawer.no-sale',
      'session.open',
      'session.count-own',
      'device.read',
    ]);
  });

  it('lets only a supervisor approve closes and deposits, correct tenders and move the business date', () => {
    for (const permission of [
      'session.approve',
      'deposit.approve',
      'tender.correct',
      'business-date.manage',
      'payment.void-over-limit',
    ] as const) {
      expect(rolesThatMay(permission), permission).toEqual(['supervisor']);
    }
  });

  it('keeps money away from the administrator', () => {
    const touched = permissionsOf('administrator').filter((permission) =>
      /^(payment|session|deposit|tender|bank|export|parked|drawer|receipt|account)\./.test(permission),
    );
    expect(touched).toEqual([]);
  });

  it('lets the auditor read everything, verify and export evidence, and change nothing', () => {
    const granted = permissionsOf('auditor');
    expect(granted.filter((permission) => !permission.endsWith('.read'))).toEqual([
      'session.see-cash',
      'books.verify',
      'evidence.export',
    ]);
    expect(
      ALL_PERMISSIONS.filter((permission) => permission.endsWith('.read') && !may('auditor', permission)),
    ).toEqual([]);
  });

  it('leaves exports and the bank to the accountant, and reports to the supervisor too', () => {
    expect(rolesThatMay('export.build')).toEqual(['accountant']);
    expect(rolesThatMay('bank.record')).toEqual(['accountant']);
    expect(rolesThatMay('report.read')).toEqual(['supervisor', 'accountant', 'auditor']);
    expect(rolesThatMay('config.import')).toEqual(['accountant', 'administrator']);
  });

  it('grants every permission to somebody, and each role at least one', () => {
    expect(ALL_PERMISSIONS.filter((permission) => rolesThatMay(permission).length === 0)).toEqual([]);
    expect(ROLES.filter((role) => permissionsOf(role).length === 0)).toEqual([]);
  });
});
