/** Finding people. */
import { ask, type Answer, type Body, enc, followerOf, nameOf, NOTHING, read } from '../ask.ts';
import type { Case, Context, Role } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

/** Pages looked through at most: a directory may have a million people. */
const PAGES = 40;

const ids = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);

/** Every person of a search, page after page, as far as `pages` go. */
async function everybody(context: Context, query: string, limit: number, pages = PAGES): Promise<Body[]> {
  const found: Body[] = [];
  const cursors = new Set<string | null>();
  let cursor: string | null = null;
  do {
    ok(!cursors.has(cursor), 'a page does not lead back to one before');
    cursors.add(cursor);
    const next: string = cursor === null ? '' : `&cursor=${enc(cursor)}`;
    const answer = await ask(context, 'admin', `GET /users?query=${enc(query)}&limit=${limit}${next}`);
    status(answer, 200);
    ok(answer.body.items.length <= limit, 'a page is no longer than asked for');
    found.push(...answer.body.items);
    cursor = answer.body.nextCursor;
    ok(cursor === null || answer.body.items.length > 0, 'a page with a successor is not empty');
  } while (cursor !== null && cursors.size < pages);
  return found;
}

/** What a search for the record says of somebody who follows it could do without that. */
function access(as: Role & ('follower' | 'reader' | 'restrictedFollower'), expected: string): Case {
  return {
    id: `search-access-${as}`,
    title: `says that following aside, the access of a ${as === 'restrictedFollower' ? 'restricted person' : as} is "${expected}"`,
    features: [],
    record: 'usual',
    needs: [as],
    async run(context) {
      const { people, record } = context;
      const { followers } = await read(context, 'admin');
      const { user } = followers.find((each: Body) => each.user.id === people[as]) ?? {};
      ok(user, `the ${as} follows`);
      const request = `GET /users?query=${enc(user.name)}&limit=50&for=${nameOf(record)}`;
      const { body } = await ask(context, 'admin', request);
      const found = body.items.find(({ id }: Body) => id === people[as]);
      ok(found, `the ${as} is found by their whole name, "${user.name}"`);
      if (found.access !== undefined) equal(found.access, expected, `access of the ${as}`);
    },
  };
}

export const searching: Case[] = [
  {
    id: 'search-accents',
    title: 'finds a name by its beginning, typed without accents and in capitals',
    features: [],
    needs: ['accented'],
    async run(context) {
      const { query, id } = context.accented;
      for (const typed of [query, query.toUpperCase(), ` ${query} `]) {
        const answer = await ask(context, 'admin', `GET /users?limit=50&query=${enc(typed)}`);
        status(answer, 200);
        ok(ids(answer).includes(id), `"${typed}" finds them`);
      }
    },
  },
  {
    id: 'search-empty',
    title: 'lists everybody for an empty query',
    features: [],
    needs: ['colleague'],
    async run(context) {
      const found = await everybody(context, '', 50);
      equal(found.find(({ id }) => id === context.people.colleague)?.active, true, 'active of a colleague');
    },
  },
  {
    id: 'search-inactive',
    title: 'lists those who have left, too, and says so',
    features: [],
    needs: ['inactive'],
    async run(context) {
      const found = await everybody(context, '', 50);
      const left = found.find(({ id }) => id === context.people.inactive);
      equal(left?.active, false, 'active of somebody who left');
    },
  },
  {
    id: 'search-tenant',
    title: 'never finds people of another tenant',
    features: [],
    needs: ['stranger'],
    async run(context) {
      const found = await everybody(context, '', 50);
      ok(!found.some(({ id }) => id === context.people.stranger), 'nobody foreign is found');
    },
  },
  {
    id: 'search-nobody',
    title: 'answers an empty page when nobody is found',
    features: [],
    needs: [],
    async run(context) {
      const answer = await ask(context, 'admin', 'GET /users?query=zzzzzzzzzz');
      equal(answer.body, { items: [], nextCursor: null }, 'page');
    },
  },
  {
    id: 'search-pages',
    title: 'leaves nobody out between two pages and repeats nobody',
    features: [],
    needs: [],
    async run(context) {
      for (const query of ['', 'a']) {
        const idsOf = (people: Body[]): string[] => people.map(({ id }) => id);
        const small = idsOf(await everybody(context, query, 3, 10));
        const whole = idsOf(await everybody(context, query, 50, 1));
        const same = small.length < 30 ? whole : whole.slice(0, small.length);
        equal(small, same, `people in pages of three for "${query}"`);
        equal(new Set(small).size, small.length, 'different people');
      }
    },
  },
  {
    id: 'search-assignable',
    title: 'says who may be chosen for a record',
    features: [],
    record: 'empty',
    needs: ['colleague'],
    async run(context) {
      const { people, record } = context;
      await ask(context, 'admin', `PUT ${followerOf(record, people.colleague)}`);
      const [{ user }] = (await read(context, 'admin')).followers;
      await ask(context, 'admin', `DELETE ${followerOf(record, people.colleague)}`);
      const request = `GET /users?query=${enc(user.name)}&limit=50&for=${nameOf(record)}`;
      const { body } = await ask(context, 'admin', request);
      const found = body.items.find(({ id }: Body) => id === people.colleague);
      ok(found, `a colleague is found by their whole name, "${user.name}"`);
      if (found.assignable !== undefined) equal(found.assignable, true, 'a colleague is assignable');
    },
  },
  {
    id: 'search-not-assignable',
    title: 'never says that somebody who left may be chosen for a record',
    features: [],
    needs: ['inactive'],
    async run(context) {
      const found = await everybody(context, '', 50);
      const { name } = found.find(({ id }) => id === context.people.inactive) ?? {};
      const request = `GET /users?query=${enc(name)}&limit=50&for=${nameOf(context.record)}`;
      const { body } = await ask(context, 'admin', request);
      const left = body.items.find(({ id }: Body) => id === context.people.inactive);
      ok(left?.assignable !== true, 'somebody who left is not assignable');
    },
  },
  access('follower', 'edit'),
  access('reader', 'view'),
  access('restrictedFollower', 'none'),
  {
    id: 'search-for-unseen',
    title: 'finds nobody for a record that the caller does not see',
    features: [],
    record: 'empty',
    needs: ['restricted'],
    async run(context) {
      for (const place of [context.record, NOTHING]) {
        const request = `GET /users?query=a&for=${nameOf(place)}`;
        problem(await ask(context, 'restricted', request), 404, 'not-found');
      }
    },
  },
  {
    id: 'search-for-foreign',
    title: 'finds nobody for a record of another tenant, whoever asks',
    features: [],
    needs: ['foreignRecord'],
    async run(context) {
      const request = `GET /users?query=a&for=${nameOf(context.foreignRecord)}`;
      problem(await ask(context, 'admin', request), 404, 'not-found');
    },
  },
  {
    id: 'search-signed-out',
    title: 'tells somebody unknown nothing of the directory',
    features: [],
    needs: [],
    async run(context) {
      problem(await ask(context, null, 'GET /users?query=a'), 401, 'not-authenticated');
    },
  },
];
