/**
 * Runs the tests that need a browser: `npm test -- elements` runs one folder, `npx wtr --config
 * test/web-test-runner.config.mjs --watch --files test/elements/…` one file again and again.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { accessibilityTreePlugin } from './support/accessibility-tree.ts';
import { launchers } from './support/launchers.ts';

const mockServiceWorker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
const isPartOfRun = process.send !== undefined;

const engine = process.env.ENGINE ?? 'chromium';

/** Serves msw's worker, and the package's own source where a page imports the package by name. */
const project = {
  name: 'project',
  resolveImport: ({ source }) => {
    const found = /^crm-followers(?:\/(locales\/.+))?$/.exec(source);
    return found ? `/src/${found[1] ?? 'index'}.ts` : undefined;
  },
  serve: ({ path }) =>
    path === '/mockServiceWorker.js'
      ? { body: readFileSync(mockServiceWorker, 'utf8'), type: 'js' }
      : undefined,
};

/** Tells `test/run.ts` exact figures; a file that does not load, or fails outside its tests, counts as one failure. */
const counter = {
  onTestRunFinished({ sessions }) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const add = (suite) => {
      for (const test of suite?.tests ?? []) {
        count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        if (test.skipped) console.warn(`– not run here: ${test.name}`);
      }
      suite?.suites.forEach(add);
    };
    for (const session of sessions) {
      const failedBefore = count.failed;
      add(session.testResults);
      if (!session.passed && count.failed === failedBefore) count.failed++;
    }
    process.send?.(count);
  },
};

export default {
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  files: ['test/elements/**/*.test.ts', 'test/contract/msw.test.ts'],
  // Without `browser`, msw would load its Node half.
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  browsers: [launchers[engine]()],
  plugins: [
    project,
    accessibilityTreePlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    }),
  ],
  testFramework: { config: { timeout: 30_000, forbidOnly: isPartOfRun } },
  // On a busy machine.
  browserStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  filterBrowserLogs: ({ args: [message] }) => !String(message).includes('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestProgress: !isPartOfRun }), counter],
};
