/** Any sequence of requests, held against a model of what should come of them (`model/`). */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { makeApp } from '../support/app.ts';
import { atLength } from '../support/at-length.ts';
import { HOMES } from '../support/homes.ts';
import { closeSql } from '../support/sql.ts';
import type { Real } from './model/commands.ts';
import { walk } from './model/walk.ts';

after(closeSql);

const SIZES: Record<string, [runs: number, steps: number]> = {
  memory: [120, 40],
  PGlite: [atLength ? 25 : 12, 30],
  PostgreSQL: [12, 30],
};

for (const [home, open] of Object.entries(HOMES)) {
  test(`${home} does what the model does, whatever is asked`, async () => {
    const met: Real['met'] = new Map();
    const [runs, steps] = SIZES[home]!;
    const details = await walk(runs, steps, async (data) => {
      const repository = await open(data);
      return { ask: makeApp({ repository }).ask, met };
    });
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    // What was never met was not tested.
    for (const status of [200, 201, 204, 403, 404, 409, 412, 422, 428]) {
      assert.ok(met.get(status), `${status} was met`);
    }
  });
}
