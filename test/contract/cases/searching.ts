/** Finding people. */
import {
  ask,
  type Answer,
  type Body,
  type Case,
  type Context,
  enc,
  equal,
  ok,
  problem,
  status,
} from '../case.ts';

const ids = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);

/** Every page of a search, to its end. */
async function everybody(context: Context, query: string, limit: number, record?: string): Promise<Body[]> {
  const about = record === undefined ? '' : `&for=${enc(record)}`;
  const found: Body[] = [];
  const cursors = new Set<string | null>();
  let cursor: string | null = null;
  do {
    ok(!cursors.has(cursor), 'a page does not lead back to one before');
    cursors.add(cursor);
    const next: string = cursor === null ? '' : `&cursor=${enc(cursor)}`;
    const answer = await ask(
      context,
      'owner',
      `GET /users?query=${enc(query)}&limit=${limit}${about}${next}`,
    );
    status(answer, 200);
    ok(answer.body.items.length <= limit, 'a page is no longer than asked for');
    found.push(...answer.body.items);
    cursor = answer.body.nextCursor;
    ok(cursor === null || answer.body.items.length > 0, 'a page with a successor is not empty');
  } while (cursor !== null);
  return found;
}

export const searching: Case[] = [
  {
    id: 'search-accents',
    title: 'finds a name by its beginning, typed without accents and in capitals',
    level: 'required',
    needs: [],
    async run(context) {
      const { query, id } = context.fixture.accented;
      for (const typed of [query, query.toUpperCase(), ` ${query} `]) {
        ok(
          ids(await ask(context, 'owner', `GET /users?query=${enc(typed)}`)).includes(id),
          `"${typed}" finds them`,
        );
      }
    },
  },
  {
    id: 'search-empty',
    title: 'lists everybody for an empty query, the inactive marked as such',
    level: 'required',
    needs: [],
    async run(context) {
      const { people } = context.fixture;
      const found = await everybody(context, '', 50);
      equal(found.find(({ id }) => id === people.inactive)?.active, false, 'active of somebody who left');
      equal(found.find(({ id }) => id === people.colleague)?.active, true, 'active of a colleague');
    },
  },
  {
    id: 'search-tenant',
    title: 'never finds people of another tenant',
    level: 'required',
    needs: [],
    async run(context) {
      const found = await everybody(context, '', 50);
      ok(!found.some(({ id }) => id === context.fixture.people.foreign), 'nobody foreign is found');
    },
  },
  {
    id: 'search-nobody',
    title: 'answers an empty page when nobody is found',
    level: 'required',
    needs: [],
    async run(context) {
      const answer = await ask(context, 'owner', 'GET /users?query=zzzzzzzzzz');
      equal(answer.body, { items: [], nextCursor: null }, 'page');
    },
  },
  {
    id: 'search-pages',
    title: 'pages through everybody without leaving out or repeating anybody',
    level: 'required',
    needs: [],
    async run(context) {
      for (const query of ['', 'a']) {
        const whole = await everybody(context, query, 50);
        const small = await everybody(context, query, 3);
        const idsOf = (people: Body[]) => people.map(({ id }) => id);
        equal(idsOf(small), idsOf(whole), `people in pages of three for "${query}"`);
        equal(new Set(idsOf(small)).size, small.length, 'different people');
      }
    },
  },
  {
    id: 'search-for-record',
    title: 'says of each person whether the record would have them and what they could do anyway',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const found = await everybody(context, '', 50, `contact:${contacts.usual}`);
      const of = (id: string) => found.find((person) => person.id === id) ?? {};
      if (of(people.colleague).assignable === undefined && of(people.colleague).access === undefined) return;
      equal(of(people.colleague).assignable, true, 'a colleague is assignable');
      ok(of(people.inactive).assignable !== true, 'somebody who left is not');
      equal(of(people.colleague).access, 'edit', 'access of a colleague');
      equal(of(people.reader).access, 'view', 'access of a reader');
      equal(of(people.restricted).access, 'none', 'access of a restricted person');
      equal(of(people.restrictedFollower).access, 'none', 'access that following alone gives does not count');
    },
  },
  {
    id: 'search-for-unseen',
    title: 'finds nobody for a record that the caller does not see',
    level: 'required',
    needs: [],
    async run(context) {
      const { contacts } = context.fixture;
      for (const id of [contacts.usual, contacts.foreign, 'no-such-contact']) {
        const request = `GET /users?query=a&for=contact:${enc(id)}`;
        problem(await ask(context, 'restricted', request), 404, 'not-found');
      }
    },
  },
  {
    id: 'search-signed-out',
    title: 'tells somebody unknown nothing of the directory',
    level: 'required',
    needs: [],
    async run(context) {
      problem(await ask(context, null, 'GET /users?query=a'), 401, 'not-authenticated');
    },
  },
];
