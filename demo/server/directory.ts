/**
 * How people are found: what of a person goes into the index, and what of a query is looked up in it.
 * Both homes of the data use this, and the client folds alike, so all find the same people.
 */
import { foldQuery, foldTokens } from '../../src/core/fold.ts';
import type { User } from '../../src/core/record.ts';

/** What an index holds of one word or name: more singles out nobody, and databases can't index texts of any length. */
const LONGEST = 100;

/** Cut by whole characters, alike in index and query. */
const cut = (text: string) => text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '');

/** Everything of a person that the beginning of a word can match: the name, and the e-mail address up to its @. */
export function indexTokens({ name, email }: User): string[] {
  return [...new Set([...foldTokens(name), ...foldTokens(email?.split('@')[0] ?? '')].map(cut))];
}

/** Where a person stands in the list of everybody. */
export function sortKey({ name }: User): string {
  return cut(foldQuery(name).join(' '));
}

/** The words a person must match, the longest first; none where the query finds everybody. */
export function queryWords(query: string): string[] {
  // Eight words single out anybody, and each costs a look into the index.
  return [...new Set(foldQuery(query).map(cut))].sort((a, b) => b.length - a.length).slice(0, 8);
}
