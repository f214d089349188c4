/**
 * Records that are asked for in one turn, read in one request where the backend can do that.
 *
 * Whether it can is not known before the first answer. A lone record never finds out; several try it, and where it
 * fails they are read one by one from then on.
 */
import { Problem, type ProblemCode } from '../core/problem.ts';
import type { RecordRef } from '../core/record.ts';
import type { Adapter, LooseSnapshot } from './adapter.ts';
import { problemOf, readAnswer } from './response.ts';

/** Records in one request: what the contract allows. */
export const RECORDS_PER_REQUEST = 100;

/** What goes wrong with any request, and says nothing of the route. */
const PASSING: readonly ProblemCode[] = [
  'not-authenticated',
  'rate-limited',
  'unavailable',
  'offline',
  'timeout',
];

interface Asked {
  readonly record: RecordRef;
  readonly signal: AbortSignal;
  readonly answer: (answer: LooseSnapshot) => void;
}

export interface GatherOptions {
  /** Whether the backend is known to read one record at a time only. */
  lacks: () => boolean;
  /** A request is about to go out that has room for so many more: asks for them at once, if there are any. */
  more: (most: number) => void;
}

/** Reads one record as an adapter answers it. */
export function gatherer(
  adapter: Adapter,
  { lacks, more }: GatherOptions,
): (record: RecordRef, signal: AbortSignal) => Promise<LooseSnapshot> {
  let waiting: Asked[] = [];
  let failed = false;

  const readAll = async (some: readonly Asked[]): Promise<void> => {
    const alone = (): void => {
      for (const { record, signal, answer } of some) answer(adapter.load(record, { signal }));
    };
    if (some.length < 2 || failed || lacks()) return alone();
    try {
      const records = some.map(({ record }) => record);
      const items = await readAnswer(await adapter.loadMany!(records, {}));
      if (!Array.isArray(items)) throw new Problem('malformed-response');
      for (const [i, { answer }] of some.entries()) {
        answer((items[i] as LooseSnapshot) ?? Promise.reject(new Problem('not-found')));
      }
    } catch (error) {
      const problem = problemOf(error);
      failed = !PASSING.includes(problem.code) || problem.status === 501;
      if (failed) return alone();
      for (const { answer } of some) answer(Promise.reject(problem));
    }
  };

  return (record, signal) =>
    adapter.loadMany
      ? new Promise((answer) => {
          if (waiting.push({ record, signal, answer }) > 1) return;
          queueMicrotask(() => {
            if (!failed && !lacks())
              more((RECORDS_PER_REQUEST - (waiting.length % RECORDS_PER_REQUEST)) % RECORDS_PER_REQUEST);
            const all = waiting.filter((each) => !each.signal.aborted);
            waiting = [];
            for (let i = 0; i < all.length; i += RECORDS_PER_REQUEST)
              void readAll(all.slice(i, i + RECORDS_PER_REQUEST));
          });
        })
      : adapter.load(record, { signal });
}
