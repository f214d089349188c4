/** Walks: sequences of requests at random, from nobody to ten followers on, since hardly any walk fills a list by itself. */
import fc from 'fast-check';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import type { Dataset } from '../../../demo/server/repository.ts';
import { commands, type Model, type Real, SUBJECT } from './commands.ts';

const CROWD = Array.from({ length: 10 }, (_, i) => `u${101 + i}`);

function dataWith(count: number): Dataset {
  const { people, records } = fixedData();
  const full = records.find(({ key }) => key.id === 'c-full')!;
  const [type, id] = SUBJECT.split('/') as [string, string];
  const subject = { ...full, key: { ...full.key, type, id }, followers: full.followers.slice(0, count) };
  return { people, records: [...records, subject] };
}

const modelOf = (count: number): Model => ({
  records: new Map([[SUBJECT, { owner: 'owner', followers: CROWD.slice(0, count), version: count + 1 }]]),
});

/**
 * Runs that many walks of at most that many requests; `makeReal` has just the data of that start. A walk that fails is
 * made shorter as long as it does, unless `endOnFailure`.
 */
export const walk = (
  runs: number,
  steps: number,
  makeReal: (data: Dataset) => Promise<Real>,
  options: { endOnFailure?: boolean; seed?: number } = {},
) =>
  fc.check(
    fc.asyncProperty(fc.integer({ min: 0, max: 10 }), commands(steps), async (count, requests) => {
      const real = await makeReal(dataWith(count));
      await fc.asyncModelRun(() => ({ model: modelOf(count), real }), requests);
    }),
    { numRuns: runs, seed: 20_261_123, ...options },
  );
