/**
 * Who may import whom inside the house. The outer arrows are held twice: the TypeScript projects do not compile when
 * one is broken, and these rules name the broken one. test/architecture breaks each rule on purpose and sees it caught.
 */

import type { ICruiseOptions, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

const TESTS = '\\.test\\.tsx?$';

/**
 * @param comment why, as a person reads it when the rule is broken
 * @param except files of `from` that the rule is not for
 */
const forbid = (
  name: string,
  comment: string,
  from: string,
  to: IRegularForbiddenRuleType['to'],
  except: string[] = [],
): IForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: [TESTS, ...except] },
  to,
});

/** Anything of the house outside the given rooms. */
const houseExcept = (...allowed: string[]) => ({
  path: '^(shared|drivers|electron|renderer|test|build)/',
  pathNot: allowed,
});

export const forbidden: IForbiddenRuleType[] = [
  forbid(
    'shared-reaches-nothing',
    'shared/ is the core: everything may import it, it imports no other room.',
    '^shared/',
    houseExcept('^shared/'),
  ),
  forbid(
    'shared-is-pure',
    'shared/ does no I/O: nothing of Node, and of npm only what computes.',
    '^shared/',
    {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
      pathNot: ['node_modules/(zod|big\\.js|temporal-polyfill)/', 'node_modules/@types/big\\.js/'],
    },
  ),
  forbid(
    'kernel-is-the-bottom',
    'shared/kernel knows only itself and the names of the error codes.',
    '^shared/kernel/',
    {
      path: '^shared/',
      pathNot: ['^shared/kernel/', '^shared/errors/'],
    },
  ),
  forbid(
    'money-knows-no-domain',
    'shared/money counts cents and knows nothing of payments.',
    '^shared/money/',
    {
      path: '^shared/',
      pathNot: ['^shared/money/', '^shared/kernel/', '^shared/errors/'],
    },
  ),
  forbid('errors-stand-alone', 'An error is named before what it happens to.', '^shared/errors/', {
    path: '^shared/',
    pathNot: ['^shared/errors/', '^shared/kernel/'],
  }),
  forbid(
    'devices-know-no-domain',
    'The vocabulary of devices: bytes, paper and coins, never payments.',
    '^shared/devices/',
    {
      path: '^shared/',
      pathNot: ['^shared/devices/', '^shared/kernel/', '^shared/money/', '^shared/errors/'],
    },
  ),
  forbid(
    'domain-knows-no-contract',
    'What is decided does not depend on how it is asked.',
    '^shared/domain/',
    { path: '^shared/contract/' },
  ),
  {
    name: 'no-cycles',
    comment: 'Files that need each other are one file, or have a third between them.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  forbid(
    'drivers-know-no-domain',
    'drivers/ knows bytes and coins, never deposits.',
    '^drivers/',
    houseExcept('^drivers/', '^shared/(kernel|money|devices|errors)/'),
  ),
  forbid(
    'protocols-are-pure',
    'A protocol is bytes to values and back: no port, no clock, no Node.',
    '^drivers/[^/]+/protocol',
    {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'],
    },
  ),
  forbid(
    'protocols-know-no-transport',
    'A protocol does not know what carries its bytes.',
    '^drivers/[^/]+/protocol',
    {
      path: '^drivers/(transport|runtime)/',
    },
  ),
  forbid(
    'services-ask-through-ports',
    'A use case knows the domain and its own ports; the host brings what is behind them.',
    '^electron/services/',
    houseExcept('^electron/services/', '^shared/'),
  ),
  forbid(
    'persistence-behind-its-port',
    'The books implement the services’ ports and know nothing else of them.',
    '^electron/persistence/',
    houseExcept('^electron/persistence/', '^shared/', '^electron/services/(ports|outside)'),
  ),
  forbid(
    'exchange-behind-its-port',
    'Files in and out implement the services’ ports and know nothing else of them.',
    '^electron/exchange/',
    houseExcept('^electron/exchange/', '^shared/', '^electron/services/(ports|outside)'),
  ),
  forbid(
    'host-composes-the-inside',
    'The host puts the parts together; it has no window.',
    '^electron/host/',
    houseExcept('^electron/(host|services|persistence|exchange)/', '^drivers/', '^shared/'),
  ),
  forbid(
    'main-hosts-only',
    'The shell shows a window on the host and reaches no further in.',
    '^electron/main/',
    houseExcept('^electron/(main|host)/', '^shared/'),
  ),
  forbid(
    'preload-knows-names-only',
    'The preload knows the names of the channels, and of the bridge the shape.',
    '^electron/preload/',
    houseExcept('^electron/preload/', '^shared/contract/'),
  ),
  forbid(
    'renderer-knows-the-bridge',
    'The page knows the contract and the pure functions, and reaches the desk through its bridge.',
    '^renderer/',
    houseExcept('^renderer/', '^shared/'),
  ),
  forbid('renderer-has-no-node', 'A page has no Node.', '^renderer/', { dependencyTypes: ['core'] }),
  forbid(
    'ui-knows-no-feature',
    'renderer/ui is the vocabulary that features are written in.',
    '^renderer/ui/',
    { path: '^renderer/(features|bridge)/' },
  ),
  forbid(
    'only-the-shell-imports-electron',
    'Everything else must run without a window.',
    '.',
    { path: ['^electron$', 'node_modules/electron/'] },
    ['^electron/(main|preload)/', '^test/', '^build/'],
  ),
  forbid(
    'only-persistence-opens-sqlite',
    'The pragmas that keep the books safe are set in one place.',
    '.',
    { path: 'node_modules/(@types/)?better-sqlite3/' },
    ['^electron/persistence/', '^test/'],
  ),
  forbid(
    'only-transport-opens-ports',
    'A reader on every port and a deadline on every write are kept in one place.',
    '.',
    { path: 'node_modules/(serialport|@serialport/[^/]+)/' },
    ['^drivers/(transport|bench)/', '^test/'],
  ),
  forbid(
    'no-product-code-from-tests',
    'The product does not ship its tests.',
    '^(shared|drivers|electron|renderer)/',
    { path: ['^test/', TESTS, 'node_modules/(vitest|@vitest|fast-check|playwright-core)/'] },
  ),
  forbid(
    'no-product-code-from-build',
    'The product does not need its workshop.',
    '^(shared|drivers|electron|renderer)/',
    { path: '^build/' },
  ),
  forbid(
    'shipped-code-needs-dependencies',
    'Only `dependencies` are in the package; the page is bundled and may use more.',
    '^(shared|drivers|electron)/',
    {
      dependencyTypes: ['npm-dev', 'npm-no-pkg'],
      dependencyTypesNot: ['type-only'],
      pathNot: 'node_modules/electron/',
    },
  ),
  {
    name: 'no-unresolvable',
    comment: 'What is imported is there.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** The order of whole folders, over the product alone: a test may well use two ideas together. */
export const forbiddenBetweenFolders: IForbiddenRuleType[] = [
  {
    name: 'domain-folders-are-acyclic',
    comment: 'Inside shared/domain the ideas have an order.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^shared/domain/' },
    to: { circular: true },
  },
];

const excluded = ['^dist/', '^out/', '/fixtures/', '\\.css$'];

export const options: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: excluded },
  // Types are arrows too.
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'node', 'default', 'require'],
  },
};

/** The same without the tests. */
export const productOptions: ICruiseOptions = {
  ...options,
  exclude: { path: [...excluded, TESTS, '^test/'] },
};
