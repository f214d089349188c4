/**
 * Runs the tests that need a browser: `npm test -- elements` runs one folder, `npx wtr --config
 * test/web-test-runner.config.mjs --watch --files test/elements/…` one file again and again.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { BROWSER_ARGS, browserPath } from './support/browser.ts';

const mockServiceWorker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
const isPartOfRun = process.send !== undefined;

const chromium = chromeLauncher({
  concurrency: 2,
  launchOptions: { executablePath: browserPath(), args: BROWSER_ARGS },
  // Every page believes to have the focus, so that tests which move it can run side by side.
  createPage: async ({ context }) => {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return page;
  },
});

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
      for (const test of suite?.tests ?? [])
        count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
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
  browsers: [chromium],
  plugins: [
    project,
    a11ySnapshotPlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    }),
  ],
  testFramework: { config: { timeout: 10_000, forbidOnly: isPartOfRun } },
  testsFinishTimeout: 180_000,
  filterBrowserLogs: ({ args: [message] }) => !String(message).includes('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestProgress: !isPartOfRun }), counter],
};
