/** The people whom a request names or seeks. Whom the caller may find is one tenant's directory. */
import * as v from 'valibot';
import { insideWords } from './directory.ts';
import { pageOf } from './page.ts';
import type { Account, Position } from './repository.ts';
import { text } from './request.ts';
import type { Context } from './service.ts';

/** Those of the ids that somebody has whom the caller may find, in the order asked for. */
export async function peopleNamed(
  { repository, viewer }: Context,
  ids: readonly string[],
): Promise<Account[]> {
  const found = new Map((await repository.people(viewer.tenant, ids)).map((person) => [person.id, person]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Where a page of people ended: what the last was found by, their id, and whether that was inside of a word. */
export const PersonPlace = v.union([
  v.strictTuple([text(200), text(200)]),
  v.strictTuple([text(200), text(200), v.literal('inside')]),
]);

export interface Search {
  /** As `directory.ts` makes them of a query. */
  readonly words: readonly string[];
  readonly after: v.InferOutput<typeof PersonPlace> | undefined;
  readonly limit: number;
}

/**
 * One page of whom the words find: by the beginnings of words, and where those are too few to fill it, by what is
 * inside of words. Two statements at most; whoever is found by both counts for the first.
 */
export async function peopleFound({ repository, viewer }: Context, { words, after, limit }: Search) {
  const { tenant } = viewer;
  const [place, id, inside] = after ?? [];
  const position: Position | undefined = after && [place!, id!];
  const most = limit + 1;
  const first = inside ? [] : await repository.searchPeople({ tenant, words, after: position, limit: most });
  const rows = first.map((row) => ({ ...row, place: [...row.position] }));
  if (rows.length < most && insideWords(words).length) {
    const rest = { tenant, words, inside: true, after: inside && position, limit: most - rows.length };
    for (const row of await repository.searchPeople(rest)) {
      // Somebody whose name has changed between the two statements.
      if (first.some(({ user }) => user.id === row.user.id)) continue;
      rows.push({ ...row, place: [...row.position, 'inside'] });
    }
  }
  const { items, nextCursor } = pageOf(rows, limit, (row) => row.place);
  return { people: items.map(({ user }) => user), nextCursor };
}
