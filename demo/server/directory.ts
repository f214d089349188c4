/**
 * How people are found: what of a person goes into the index, and what of a query is looked up in it.
 * Both homes of the data use this, and the client folds alike, so all find the same people.
 */
import { foldQuery, foldTokens } from '../../src/core/fold.ts';
import type { User } from '../../src/core/record.ts';

/** Everything of a person that the beginning of a word can match: the name, and the e-mail address up to its @. */
export function indexTokens({ name, email }: User): string[] {
  return [...new Set([...foldTokens(name), ...foldTokens(email?.split('@')[0] ?? '')])];
}

/** Where a person stands in the list of everybody. */
export function sortKey({ name }: User): string {
  return foldQuery(name).join(' ');
}

/** The words a person must match, the longest first; none where the query finds everybody. */
export function queryWords(query: string): string[] {
  // Eight words single out anybody, and each costs a look into the index.
  return foldQuery(query)
    .sort((a, b) => b.length - a.length)
    .slice(0, 8);
}
