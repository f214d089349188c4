/**
 * How often one person may ask. Searching is how a directory would be copied, so that is what an operator limits
 * first; other routes are limited in the same way.
 *
 * Counts in this process only: where several serve one CRM, a person has as many times the rate, or the limit
 * belongs in front of them.
 */
import { Refusal } from './problems.ts';
import type { Account } from './repository.ts';

/** At most so many requests of a path, and of those below it, in any span of so many seconds. */
export interface Rate {
  /** As in `/api/users`. */
  readonly path: string;
  readonly most: number;
  readonly seconds: number;
}

/** Faster than anybody types, and more in an hour than anybody seeks. */
export const DEMO_RATES: readonly Rate[] = [
  { path: '/api/users', most: 10, seconds: 1 },
  { path: '/api/users', most: 600, seconds: 3600 },
];

/** People remembered for each path; whoever asked longest ago is forgotten first. */
const MOST_PEOPLE = 10_000;

/** When a person last asked (milliseconds), the oldest first: no more than the largest `most` of a path. */
type Log = number[];

/** The test of one request: `path` is the whole one. Throws `rate-limited` where it came too soon; that one is not counted. */
export function limiter(rates: readonly Rate[], now: () => Date): (viewer: Account, path: string) => void {
  const limits = [...new Set(rates.map(({ path }) => path))].map((path) => {
    const own = rates.filter((rate) => rate.path === path);
    return { path, rates: own, kept: Math.max(...own.map(({ most }) => most)), logs: new Map<string, Log>() };
  });

  return (viewer, path) => {
    const time = now().getTime();
    const person = JSON.stringify([viewer.tenant, viewer.id]);
    for (const { rates: own, kept, logs, ...limit } of limits) {
      if (path !== limit.path && !path.startsWith(`${limit.path}/`)) continue;
      const log = logs.get(person) ?? [];
      for (const { most, seconds } of own) {
        const wait = most > 0 ? (log.at(-most) ?? -Infinity) + seconds * 1000 - time : seconds * 1000;
        if (wait > 0) throw new Refusal('rate-limited', { retryAfter: Math.ceil(wait / 1000) });
      }
      log.push(time);
      if (log.length > kept) log.shift();
      // Put last again: the order of a map is that of insertion.
      logs.delete(person);
      logs.set(person, log);
      if (logs.size > MOST_PEOPLE) logs.delete(logs.keys().next().value!);
    }
  };
}
