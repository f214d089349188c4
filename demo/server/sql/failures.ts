/** What the five-character codes of PostgreSQL's errors mean for whoever asked. */

const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code ?? '';

/**
 * The same request succeeds when the trouble is over: no connection, no room, stopped or cut off, no reading or
 * writing of files, and a database that only reads for now.
 */
const PASSING = /^(08|53|57|58)|^(25006|25P03|55P03)$/;

export const isPassing = (error: unknown): boolean => PASSING.test(codeOf(error));

/** Somebody else's transaction came first: a serialisation failure, or a deadlock. */
const LOST_RACES = new Set(['40001', '40P01']);

export const isLostRace = (error: unknown): boolean => LOST_RACES.has(codeOf(error));

/**
 * Also how a lost race can look: a row, table or schema that was not there a moment ago. Where it is none, trying
 * again meets the same error.
 */
const DUPLICATES = new Set(['23505', '42P06', '42P07']);

export const isDuplicate = (error: unknown): boolean => DUPLICATES.has(codeOf(error));
