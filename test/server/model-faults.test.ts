/** A test of the model: backends with one fault each, all of which it notices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Dataset } from '../../demo/server/repository.ts';
import { makeApp } from '../support/app.ts';
import type { Real } from './model/commands.ts';
import { FAULTS } from './model/faults.ts';
import { walk } from './model/walk.ts';

for (const [fault, { options, repository }] of Object.entries(FAULTS)) {
  test(`the model notices ${fault}`, async () => {
    const makeReal = async (data: Dataset): Promise<Real> => {
      const memory = memoryRepository(data);
      const home = { ...memory, ...repository?.(memory) };
      return { ask: makeApp({ log: () => {}, ...options, repository: home }).ask, met: new Map() };
    };
    const details = await walk(200, 40, makeReal, { endOnFailure: true });
    assert.ok(details.failed, `${details.numRuns} walks noticed nothing`);
    assert.ok(details.errorInstance instanceof assert.AssertionError, String(details.errorInstance));
  });
}
