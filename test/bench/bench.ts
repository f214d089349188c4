/**
 * `npm run bench`: what the built file costs, measured in Chromium, beside what was recorded in
 * `test/bench/results.json`. `--record` puts what was measured there, `--times 5` measures five times.
 *
 * Times depend on the machine and on what else it does, so nothing here fails; what the file may weigh, a test of the
 * package says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { type Numbers, openBench } from './measure.ts';

const FILE = 'dist/crm-followers.js';
const RECORD = 'test/bench/results.json';

interface Figure {
  median: number;
  p95: number;
  /** Values that these are of. */
  of: number;
}

interface Recorded {
  machine: string;
  figures: Record<string, Figure>;
}

const { values: options } = parseArgs({
  options: { record: { type: 'boolean', default: false }, times: { type: 'string', default: '3' } },
});

const bench = await openBench(FILE);
const numbers: Numbers = { 'size, Brotli, KiB': [brotliCompressSync(readFileSync(FILE)).length / 1024] };
try {
  for (let i = 0; i < Number(options.times); i++) await bench.run(numbers);
} finally {
  await bench.close();
}

const at = (sorted: number[], part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
const round = (value: number) => Math.round(value * 10) / 10;
const figures = Object.fromEntries(
  Object.entries(numbers).map(([name, values]): [string, Figure] => {
    const sorted = values.toSorted((a, b) => a - b);
    return [name, { median: round(at(sorted, 0.5)), p95: round(at(sorted, 0.95)), of: sorted.length }];
  }),
);
const recorded = read();
console.table(
  Object.fromEntries(
    Object.entries(figures).map(([name, { median, p95, of }]) => {
      const before = recorded?.figures[name]?.median;
      return [
        name,
        { median, p95, of, recorded: before, ratio: before ? round((median / before) * 10) / 10 : undefined },
      ];
    }),
  ),
);
const machine = `${cpus()[0]?.model} × ${cpus().length}, ${bench.browser}`;
console.log(`Here: ${machine}. Recorded: ${recorded?.machine ?? 'nothing yet'}.`);
if (options.record)
  writeFileSync(RECORD, `${JSON.stringify({ machine, figures } satisfies Recorded, null, 2)}\n`);

function read(): Recorded | undefined {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8')) as Recorded;
  } catch {
    return undefined;
  }
}
