/**
 * `npm run ready` (what a change must pass) and `npm test` (that, and simulation, crashes and the page in a browser).
 * Everything runs even when something fails, so that one run shows all there is to mend. The last line counts.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { node, root, run, scripts } from './tools.mjs';

/** @typedef {import('./test-reporter.ts').TestSummary} TestSummary */

const READY = ['unit', 'architecture', 'contract', 'migrations', 'model', 'golden'];
const SPANNING = ['simulation', 'crash', 'e2e'];

const eslintCache = ['--cache', '--cache-location', 'node_modules/.cache/eslint/'];
const CHECKS = [
  { name: 'types', args: [scripts.tsc, '-b'] },
  { name: 'format', args: [scripts.prettier, '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', args: [scripts.eslint, '-c', 'build/eslint.config.js', ...eslintCache, '.'] },
];
const BUNDLES = { name: 'bundles', args: ['build/bundle.mjs'] };

/**
 * @param {typeof CHECKS} checks
 * @returns {Promise<number>} how many of them failed; what each complained about is printed
 */
async function check(checks) {
  let failed = 0;
  for (const { name, args } of checks) {
    const startedAtMs = Date.now();
    const { status, output } = await run(node, args, { capture: true });
    const took = `${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`;
    console.log(status === 0 ? `✓ ${name} (${took})` : `✗ ${name} (${took})\n${output.trimEnd()}`);
    if (status !== 0) failed += 1;
  }
  return failed;
}

/**
 * @param {readonly string[]} projects
 * @returns {Promise<TestSummary>}
 */
async function runTests(projects) {
  const folder = join(root, 'node_modules', '.cache', 'test');
  const summaryFile = join(folder, 'summary.json');
  mkdirSync(folder, { recursive: true });
  rmSync(summaryFile, { force: true });
  const only = projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter', 'default', '--reporter', './build/test-reporter.ts'];
  const { status } = await run(
    node,
    [scripts.vitest, 'run', '--config', 'build/vitest.config.ts', '--allowOnly=false', ...only, ...reporters],
    { env: { TILLWRIGHT_TEST_SUMMARY: summaryFile } },
  );
  try {
    const summary = /** @type {TestSummary} */ (JSON.parse(readFileSync(summaryFile, 'utf8')));
    // vitest may fail a run in which every test passed: a hanging worker, a missing project.
    return status !== 0 && summary.failed === 0 ? { ...summary, failed: 1 } : summary;
  } catch {
    console.log('✗ vitest ended before it had counted its tests');
    return { passed: 0, failed: 1, skipped: [], skippedWithoutReason: [] };
  }
}

const everything = process.argv.includes('--all');
const checks = everything ? [...CHECKS, BUNDLES] : CHECKS;
const failedChecks = await check(checks);
const summary = await runTests(everything ? [...READY, ...SPANNING] : READY);

for (const { test, why } of summary.skipped) console.log(`skipped: ${test} — ${why}`);
for (const test of summary.skippedWithoutReason) console.log(`skipped without a reason: ${test}`);
const failed = summary.failed + failedChecks;
console.log(`\n${summary.passed + checks.length - failedChecks} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
