/**
 * The house style as rules. What a type checker or prettier already says is not repeated here; a rule that fights
 * the style of a careful author is off, with its reason.
 */
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** `shared/` is the same code everywhere and every time: its callers hand it the clock and the dice. */
/** @type {import('eslint').Linter.RulesRecord} */
const pure = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'shared/ has no clock: take the instant as an argument.' },
    {
      object: 'Temporal',
      property: 'Now',
      message: 'shared/ has no clock: take the instant as an argument.',
    },
    { object: 'Math', property: 'random', message: 'shared/ has no randomness: take it as an argument.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'shared/ has no clock: take the instant as an argument.',
    },
    {
      selector: "CallExpression[callee.name='Date']",
      message: 'shared/ has no clock: take the instant as an argument.',
    },
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'coverage/', '**/fixtures/']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return refuse(response, 404)` says in one line what happens and that it is the end.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Parts are made by functions that close over what they need; none of their methods asks for `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An `async` without `await` turns a throw into a rejection, which is what the caller of a port expects.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['shared/**'], ignores: ['**/*.test.ts'], rules: pure },
  {
    files: ['renderer/**'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // These print: their output is their purpose.
    files: [
      'build/**',
      'test/bench/**',
      '**/cli.ts',
      '**/cli/**',
      'electron/host/serve.ts',
      'electron/host/print-*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // Typed by JSDoc and checked by tsc; the linter does not see JSDoc casts.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['build/*.config.*', 'build/*.cjs', 'build/test-reporter.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    // A test may assert with `!` and compare with matchers, which are typed `any`.
    files: ['**/*.test.ts', '**/*.test.tsx', 'test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
