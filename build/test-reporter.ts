/**
 * Counts a run for `build/test.mjs`: what passed, what failed, and what was skipped for which reason. A skip without a
 * reason counts as a failure, since nobody would notice that the test no longer runs.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export type TestSummary = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly test: string; readonly why: string }[];
  readonly skippedWithoutReason: readonly string[];
};

/** @param unhandledErrors errors outside any test; each fails the run */
export function summarize(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): TestSummary {
  const skipped: { test: string; why: string }[] = [];
  const skippedWithoutReason: string[] = [];
  let passed = 0;
  let failed = unhandledErrors.length;
  for (const module of modules) {
    // A file or a suite can fail outside its tests: it did not load, or a hook threw.
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const result = test.result();
      const name = `${module.relativeModuleId}: ${test.fullName}`;
      if (result.state === 'passed') passed += 1;
      else if (result.state !== 'skipped') failed += 1;
      else if (result.note === undefined) skippedWithoutReason.push(name);
      else skipped.push({ test: name, why: result.note });
    }
  }
  return { passed, failed: failed + skippedWithoutReason.length, skipped, skippedWithoutReason };
}

/** vitest loads a reporter file by its default export. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const path = process.env['TILLWRIGHT_TEST_SUMMARY'];
    if (path !== undefined) writeFileSync(path, JSON.stringify(summarize(modules, unhandledErrors)));
  }
}
