/** The people whom a request names or seeks. Whom the caller may find is one tenant's directory. */
import { pageOf } from './page.ts';
import type { Account, Position } from './repository.ts';
import type { Context } from './service.ts';

/** Those of the ids that somebody has whom the caller may find, in the order asked for. */
export async function peopleNamed(
  { repository, viewer }: Context,
  ids: readonly string[],
): Promise<Account[]> {
  const found = new Map((await repository.people(viewer.tenant, ids)).map((person) => [person.id, person]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export interface Search {
  /** As `directory.ts` makes them of a query. */
  readonly words: readonly string[];
  readonly after: Position | undefined;
  readonly limit: number;
}

/** One page of whom the words find. */
export async function peopleFound({ repository, viewer }: Context, { limit, ...search }: Search) {
  const rows = await repository.searchPeople({ tenant: viewer.tenant, ...search, limit: limit + 1 });
  const { items, nextCursor } = pageOf(rows, limit, ({ position }) => position);
  return { people: items.map(({ user }) => user), nextCursor };
}
