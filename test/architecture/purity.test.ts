/** shared/ has no clock and no dice: types cannot say so, the linter does. Each probe is judged by the real configuration. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, withHouse } from './house.ts';

const eslint = join(root, 'node_modules/eslint/bin/eslint.js');

type LintedFile = { readonly messages: readonly { readonly ruleId: string | null }[] };

async function brokenRules(file: string, content: string): Promise<readonly (string | null)[]> {
  return withHouse({ [file]: content }, (house) => {
    const args = [eslint, '-c', 'build/eslint.config.js', '--format', 'json', file];
    const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
    const [linted] = JSON.parse(stdout) as LintedFile[];
    return (linted?.messages ?? []).map((message) => message.ruleId);
  });
}

const IMPURE = {
  'reads the clock with Date.now': 'export const probe = Date.now();\n',
  'reads the clock with new Date()': 'export const probe = new Date();\n',
  'reads the clock with Date()': 'export const probe = Date();\n',
  'reads the clock with Temporal.Now':
    "import { Temporal } from 'temporal-polyfill';\nexport const probe = Temporal.Now.instant();\n",
  'throws dice': 'export const probe = Math.random();\n',
} as const;

describe('shared/ is the same at every time and place', () => {
  it.each(Object.entries(IMPURE))('refuses a file that %s', async (_, content) => {
    const rules = await brokenRules('shared/kernel/probe.ts', content);
    expect(rules.filter((rule) => rule?.startsWith('no-restricted-'))).toHaveLength(1);
  });

  it('lets a date be made from what the caller brought, and the host read its clock', async () => {
    const parse = 'export const probe = (text: string): number => new Date(text).getTime();\n';
    expect(await brokenRules('shared/kernel/probe.ts', parse)).toEqual([]);
    expect(await brokenRules('electron/host/probe.ts', IMPURE['reads the clock with Date.now'])).toEqual([]);
  });
});
