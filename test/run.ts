/**
 * The one test command: `npm test` runs every lane below but the slow ones, which `npm run test:all` runs, too;
 * `npm test -- lint core elements` runs only those named, and `npm test -- core/policy` the files of a lane whose path
 * begins so. The last line is always `N passed, N failed`.
 */
import { exec, fork } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { delimiter, relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { ensureBrowser } from './support/browser.ts';
import type { Engine } from './support/engines.ts';
import { freePort } from './support/free-port.ts';
import { startPostgres } from './support/postgres.ts';
import { withData, withPages } from './support/template.ts';

interface Count {
  passed: number;
  failed: number;
  /** Tests that need what their engine lacks; see `support/engines.ts`. */
  skipped?: number;
}
type Lane = (files: string[]) => Promise<Count>;

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
process.env['PATH'] = `${root}node_modules/.bin${delimiter}${process.env['PATH']}`;
process.env['REDOCLY_TELEMETRY'] = 'off';
// Each test file is a process, and most of what it loads, others have loaded before.
process.env['NODE_COMPILE_CACHE'] ??= `${root}node_modules/.cache/compiled`;

const commands = new Set<Lane>();

/** A command that passes or fails as a whole, quiet unless it fails. */
function command(line: string): Lane {
  const lane: Lane = () =>
    new Promise((resolve) => {
      exec(line, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        if (error) console.log(`✖ ${line}\n${stdout}${stderr}`);
        resolve({ passed: error ? 0 : 1, failed: error ? 1 : 0 });
      });
    });
  commands.add(lane);
  return lane;
}

/** PGlite lives for seconds here: to compile it well takes a third of a server test's time, and is never paid back. */
const SHORT_LIVED = ['--liftoff-only'];

/** Test files for Node's own runner, each in a process of its own. */
async function inNode(files: string[], concurrency = 2, timeout = 300_000): Promise<Count> {
  let count = { passed: 0, failed: 1, skipped: 0 };
  for await (const { type, data } of run({ files, concurrency, timeout, execArgv: SHORT_LIVED })) {
    if (type === 'test:stderr') process.stderr.write(data.message);
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed') {
      const { cause = data.details.error } = data.details.error;
      console.log(`✖ ${relative(root, data.file ?? '')}:${data.line} ${data.name}\n${inspect(cause)}\n`);
    }
    if (type === 'test:summary' && data.file === undefined) {
      const { passed, failed, cancelled, skipped } = data.counts;
      count = { passed, failed: failed + cancelled, skipped };
      if (!data.success && count.failed === 0) count.failed = 1; // A hook failed after its tests had passed.
    }
  }
  return count;
}

/** Test files that need a page, by one Web Test Runner; its reporter (in the config) sends the figures. */
async function inPages(engine: Engine, files: string[]): Promise<Count> {
  // Two that look for a free one themselves at the same time find the same.
  const port = await freePort();
  return new Promise((resolve) => {
    let count: Count = { passed: 0, failed: 1 };
    const args = ['--config', 'test/web-test-runner.config.mjs', '--port', `${port}`, '--files', ...files];
    fork('node_modules/@web/test-runner/dist/bin.js', args, { env: { ...process.env, ENGINE: engine } })
      .on('message', (message: Count) => (count = message))
      .on('exit', (code) => {
        if (code !== 0 && count.failed === 0) count.failed = 1;
        resolve(count);
      });
  });
}

/** Browsers whose windows share one focus test one file at a time: two of them take half as long. */
const inBrowser =
  (engine: Engine, browsers = 1): Lane =>
  async (files) => {
    ensureBrowser(engine);
    const shares = Array.from({ length: Math.min(browsers, files.length) }, (_, i) =>
      files.filter((_, index) => index % browsers === i),
    );
    const counts = await Promise.all(shares.map((share) => inPages(engine, share)));
    return counts.reduce((sum, { passed, failed, skipped = 0 }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: (sum.skipped ?? 0) + skipped,
    }));
  };

/** Whole pages: each file starts a demo of its own. */
function endToEnd(files: string[]): Promise<Count> {
  ensureBrowser();
  return withPages(() => withData(() => inNode(files)));
}

/** Tests that share a PostgreSQL server, on which each file has databases of its own. */
async function onPostgres(files: string[]): Promise<Count> {
  const server = await startPostgres();
  process.env['POSTGRES_FOR_TESTS'] = server.url();
  try {
    return await inNode(files);
  } finally {
    delete process.env['POSTGRES_FOR_TESTS'];
    await server.remove();
  }
}

const LANES: Record<string, Lane> = {
  types: command('tsc && tsc -p src --noEmit'),
  lint: command('oxlint --quiet'),
  format: command('prettier --check --log-level warn .'),
  generated: command('node test/generated/generate.ts --check'),
  openapi: command('redocly lint --config src/core/redocly.yaml src/core/openapi.yaml'),
  core: inNode,
  data: inNode,
  locales: inNode,
  server: inNode,
  contract: inNode,
  build: command('npm run build'),
  package: inNode,
  elements: inBrowser('chromium'),
  msw: inBrowser('chromium'),
  e2e: endToEnd,
  stories: endToEnd,
  firefox: inBrowser('firefox', 2),
  webkit: inBrowser('webkit'),
  postgres: onPostgres,
  faults: (files) => inNode(files, 2, 900_000),
  contention: (files) => inNode(files, 1, 1_200_000),
  visual: inNode,
};

/** Lanes that are left out where nobody asks for them: a change is looked at by them before it is accepted. */
const SLOW = new Set(['stories', 'contention', 'visual']);

const hasFiles = (lane: string) => !commands.has(LANES[lane]!);

/** Contract tests run in Node, but for the one that meets msw's worker in a page. */
const MSW = 'test/contract/msw.test.ts';

const inFolder = (folder: string) =>
  globSync(`test/${folder}/**/*.test.ts`).map((file) => file.replaceAll('\\', '/'));

/** What every home of the data is tested with, a PostgreSQL server as well. */
const usesSql = (file: string) => /support\/(sql|homes)\.ts'/.test(readFileSync(file, 'utf8'));

const all = process.argv.includes('--all');
if (all) process.env['AT_LENGTH'] = '1';
const asked = process.argv.slice(2).filter((word) => word !== '--all');

/** What our backend in a page is to a second engine is hardly ever another thing: it runs there by name, or at length. */
const inEngine = () => [...inFolder('elements'), ...(asked.length > 0 || all ? [MSW] : [])];

/** Files of other folders that a lane runs once more. */
const SHARED: Record<string, () => string[]> = {
  firefox: inEngine,
  webkit: inEngine,
  postgres: () => inFolder('{server,contract}').filter(usesSql),
};

/** The files of a lane that are asked for by the beginnings of their names, as `core/policy` or `firefox/elements/x`. */
function filesOf(lane: string, words: string[]): string[] {
  if (lane === 'msw') return [MSW];
  const own = inFolder(lane).filter((file) => file !== MSW);
  const files = [...own, ...(SHARED[lane]?.() ?? [])];
  const nameOf = (file: string) => file.replace('test/', own.includes(file) ? '' : `${lane}/`);
  return files
    .filter((file) => words.length === 0 || words.some((word) => nameOf(file).startsWith(word)))
    .sort();
}

const unknown = asked.filter((word) => !LANES[word.split('/')[0]!]);
if (unknown.length > 0) {
  console.error(`No such lane: ${unknown.join(', ')}. There are: ${Object.keys(LANES).join(', ')}.`);
  process.exit(2);
}

const wordsOf = (lane: string) => asked.filter((word) => word.split('/')[0] === lane);

function isDue(lane: string): boolean {
  // The packed package is what the build made.
  const isNeeded = lane === 'build' && asked.some((word) => word.startsWith('package'));
  return asked.length > 0 ? wordsOf(lane).length > 0 || isNeeded : all || !SLOW.has(lane);
}

const total = { passed: 0, failed: 0 };

async function runLane(name: string): Promise<void> {
  const lane = LANES[name]!;
  const words = wordsOf(name);
  const files = hasFiles(name) ? filesOf(name, words) : [];
  const start = performance.now();
  let count: Count = { passed: 0, failed: 1 };
  try {
    if (hasFiles(name) && files.length === 0)
      throw new Error(`No test files in lane ${words.join(', ') || name}.`);
    count = await lane(files);
  } catch (error) {
    console.log(`✖ ${(error as Error).message}`);
  }
  total.passed += count.passed;
  total.failed += count.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const skipped = count.skipped ? `, ${count.skipped} not run here` : '';
  console.log(
    `${count.failed ? '✖' : '✔'} ${name}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)`,
  );
}

for (const name of Object.keys(LANES).filter(isDue)) await runLane(name);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
