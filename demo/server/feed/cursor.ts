/** Places in the log as clients carry them: what `id:` says, and what `Last-Event-ID` brings back. */
import * as v from 'valibot';
import type { LogPosition } from '../repository.ts';
import { readCursor, writeCursor } from '../page.ts';

const decimal = v.pipe(v.string(), v.regex(/^\d{1,18}$/));
const Cursor = v.strictTuple([v.pipe(v.string(), v.maxLength(64)), decimal, decimal, v.number()]);

/** `now` is noted, for nobody may come back after too long. */
export const eventId = ({ log, transaction, entry }: LogPosition, now: Date): string =>
  writeCursor([log, transaction, entry, now.getTime()]);

/** The position of an id that was given out after `since`; `undefined` for every other. */
export function positionOf(id: string, since: number): LogPosition | undefined {
  const [log, transaction, entry, at] = readCursor(id, Cursor) ?? [];
  return log !== undefined && at! >= since ? { log, transaction: transaction!, entry: entry! } : undefined;
}

/** Whether `a` stands behind `b` in their log. */
export function isAfter(a: LogPosition, b: LogPosition): boolean {
  const difference = BigInt(a.transaction) - BigInt(b.transaction) || BigInt(a.entry) - BigInt(b.entry);
  return difference > 0n;
}
