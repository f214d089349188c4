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

/** Letters from which on a word is also sought inside of others: fewer are inside of everybody's. */
const INSIDE_FROM = 3;

/** Tails of one word: what begins later is found by nobody's typing, and an index must not grow with a hostile name. */
const MOST_TAILS = 30;

const isLong = (word: string) => [...word].length >= INSIDE_FROM;

/** Everything of a person that the inside of a word can match: the tails of their tokens, these among them. */
export function indexParts(user: User): string[] {
  const tails = indexTokens(user).flatMap((token) => {
    const letters = [...token];
    const count = Math.min(letters.length - INSIDE_FROM + 1, MOST_TAILS);
    return Array.from({ length: Math.max(count, 0) }, (_, start) => letters.slice(start).join(''));
  });
  return [...new Set(tails)];
}

/** The words of a query that may be inside of others; none where the longest, by which people are sought, is too short. */
export const insideWords = (words: readonly string[]): string[] => words.filter(isLong);

/** Where a person stands in the list of everybody. */
export function sortKey({ name }: User): string {
  return cut(foldQuery(name).join(' '));
}

/** The words a person must match, the longest first; none where the query finds everybody. */
export function queryWords(query: string): string[] {
  // Eight words single out anybody, and each costs a look into the index.
  return [...new Set(foldQuery(query).map(cut))].sort((a, b) => b.length - a.length).slice(0, 8);
}
