import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { forbidden, forbiddenBetweenFolders, options, productOptions } from '../../build/depcruise.config.ts';
import type { Files } from './house.ts';
import { root, withHouse } from './house.ts';

const ROOMS = ['shared', 'drivers', 'electron', 'renderer', 'test', 'build'];

async function cruiseHouse(baseDir: string, rules: IForbiddenRuleType[], how: ICruiseOptions) {
  const rooms = ROOMS.filter((room) => existsSync(join(baseDir, room)));
  const { output } = await cruise(rooms, { ...how, baseDir, validate: true, ruleSet: { forbidden: rules } });
  if (typeof output === 'string') throw new Error(output);
  return {
    files: output.modules.map((module) => module.source).filter((source) => !source.includes('node_modules')),
    violations: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

const anything = 'export const value = 1;\n';
const uses = (specifier: string): string =>
  `import { value } from '${specifier}';\nexport const copy = value;\n`;
const usesType = (specifier: string): string =>
  `import type { value } from '${specifier}';\nexport type Copy = typeof value;\n`;

/** For each rule, a small house that breaks it and as little else as possible. */
const BROKEN: Readonly<Record<string, Files>> = {
  'shared-reaches-nothing': {
    'shared/domain/a.ts': usesType('../../drivers/b.ts'),
    'drivers/b.ts': anything,
  },
  'shared-is-pure': { 'shared/kernel/a.ts': "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n" },
  'kernel-is-the-bottom': {
    'shared/kernel/a.ts': usesType('../domain/b.ts'),
    'shared/domain/b.ts': anything,
  },
  'money-knows-no-domain': {
    'shared/money/a.ts': usesType('../domain/b.ts'),
    'shared/domain/b.ts': anything,
  },
  'errors-stand-alone': { 'shared/errors/a.ts': uses('../domain/b.ts'), 'shared/domain/b.ts': anything },
  'devices-know-no-domain': { 'shared/devices/a.ts': uses('../domain/b.ts'), 'shared/domain/b.ts': anything },
  'domain-knows-no-contract': {
    'shared/domain/a.ts': usesType('../contract/b.ts'),
    'shared/contract/b.ts': anything,
  },
  'domain-folders-are-acyclic': {
    'shared/domain/payment/a.ts': uses('../ledger/b.ts'),
    'shared/domain/ledger/b.ts': anything,
    'shared/domain/ledger/c.ts': uses('../payment/d.ts'),
    'shared/domain/payment/d.ts': anything,
  },
  'no-cycles': { 'shared/domain/a.ts': usesType('./b.ts'), 'shared/domain/b.ts': usesType('./a.ts') },
  'drivers-know-no-domain': {
    'drivers/a.ts': usesType('../shared/domain/b.ts'),
    'shared/domain/b.ts': anything,
  },
  'protocols-are-pure': {
    'drivers/scanner/protocol.ts': "import { createServer } from 'node:net';\ncreateServer();\n",
  },
  'protocols-know-no-transport': {
    'drivers/scanner/protocol.ts': usesType('../transport/b.ts'),
    'drivers/transport/b.ts': anything,
  },
  'services-ask-through-ports': {
    'electron/services/a.ts': usesType('../persistence/b.ts'),
    'electron/persistence/b.ts': anything,
  },
  'persistence-behind-its-port': {
    'electron/persistence/a.ts': uses('../services/counter/b.ts'),
    'electron/services/counter/b.ts': anything,
  },
  'exchange-behind-its-port': {
    'electron/exchange/a.ts': uses('../persistence/b.ts'),
    'electron/persistence/b.ts': anything,
  },
  'host-composes-the-inside': { 'electron/host/a.ts': uses('../main/b.ts'), 'electron/main/b.ts': anything },
  'main-hosts-only': {
    'electron/main/a.ts': uses('../persistence/b.ts'),
    'electron/persistence/b.ts': anything,
  },
  'preload-knows-names-only': {
    'electron/preload/a.ts': uses('../host/b.ts'),
    'electron/host/b.ts': anything,
  },
  'renderer-knows-the-bridge': {
    'renderer/a.tsx': usesType('../electron/host/b.ts'),
    'electron/host/b.ts': anything,
  },
  'renderer-has-no-node': { 'renderer/a.ts': "import { join } from 'node:path';\njoin('a');\n" },
  'ui-knows-no-feature': {
    'renderer/ui/a.tsx': uses('../features/counter/b.ts'),
    'renderer/features/counter/b.ts': anything,
  },
  'only-the-shell-imports-electron': {
    'electron/host/a.ts': "import { app } from 'electron';\napp.quit();\n",
  },
  'only-persistence-opens-sqlite': {
    'electron/host/a.ts': "import Database from 'better-sqlite3';\nnew Database('x');\n",
  },
  'only-transport-opens-ports': {
    'drivers/scanner/a.ts': "import { SerialPort } from 'serialport';\nSerialPort.list();\n",
  },
  'no-product-code-from-tests': { 'electron/host/a.ts': uses('../../test/b.ts'), 'test/b.ts': anything },
  'no-product-code-from-build': { 'electron/host/a.ts': uses('../../build/b.ts'), 'build/b.ts': anything },
  'shipped-code-needs-dependencies': {
    'electron/host/a.ts': "import { createServer } from 'vite';\ncreateServer();\n",
  },
  'no-unresolvable': { 'electron/host/a.ts': uses('./nowhere.ts') },
};

describe('the arrows between the rooms', () => {
  it('hold everywhere', async () => {
    const { files, violations } = await cruiseHouse(root, forbidden, options);
    expect(violations).toEqual([]);
    // A cruiser that cannot read TypeScript reports a clean house of nothing.
    for (const room of ROOMS)
      expect(files.filter((file) => file.startsWith(`${room}/`)).length).toBeGreaterThan(0);
  });

  it('hold between the folders of the domain', async () => {
    const { violations } = await cruiseHouse(root, forbiddenBetweenFolders, productOptions);
    expect(violations).toEqual([]);
  });
});

describe('a broken arrow is caught', () => {
  const rules = [...forbidden, ...forbiddenBetweenFolders];

  it('has a probe for every rule', () => {
    expect(Object.keys(BROKEN).toSorted()).toEqual(rules.map((rule) => rule.name).toSorted());
  });

  it.each(Object.entries(BROKEN))('%s', async (name, files) => {
    const rule = rules.filter((candidate) => candidate.name === name);
    const { violations } = await withHouse(files, (path) => cruiseHouse(path, rule, options));
    expect(violations).not.toEqual([]);
  });
});
