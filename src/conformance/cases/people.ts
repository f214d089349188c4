/** People by id (feature `people`): who is named, and who is left out. */
import { ask, type Body, enc, nameOf, NOBODY, NOTHING, TOO_LONG } from '../ask.ts';
import type { Case, Context, Need } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

function people(id: string, title: string, needs: readonly Need[], run: Case['run']): Case {
  return { id, title, features: ['people'], record: 'empty', needs, run };
}

const asking = (ids: readonly string[]) => ids.map((id) => `id=${enc(id)}`).join('&');

/** The people of these ids, as one page. */
async function named(context: Context, ids: readonly string[], more = ''): Promise<Body[]> {
  const answer = await ask(context, 'admin', `GET /users?${asking(ids)}${more}`);
  status(answer, 200);
  equal(answer.body.nextCursor, null, 'nextCursor');
  return answer.body.items;
}

const idsOf = (items: readonly Body[]): string[] => items.map(({ id }) => id);

export const naming: Case[] = [
  people(
    'people',
    'names people by id, each once and in the order asked for',
    ['colleague'],
    async (context) => {
      const { admin, colleague } = context.people;
      const [first, second] = [
        await named(context, [admin, colleague]),
        await named(context, [colleague, admin]),
      ];
      equal(idsOf(first), [admin, colleague], 'ids');
      equal(second, first.toReversed(), 'the other way round');
      for (const { name, active } of first) {
        ok(typeof name === 'string' && name, 'everybody has a name');
        equal(active, true, 'active');
      }
      equal(await named(context, [colleague, admin, colleague]), second, 'one id twice');
      equal(await named(context, [colleague]), [second[0]], 'one alone');
    },
  ),
  people('people-inactive', 'names those who have left, too, and says so', ['inactive'], async (context) => {
    const { inactive } = context.people;
    const [left] = await named(context, [inactive]);
    equal([left?.id, left?.active], [inactive, false], 'somebody who left');
  }),
  people('people-unknown', 'leaves out whom nobody has heard of', ['colleague'], async (context) => {
    const { colleague } = context.people;
    equal(await named(context, [NOBODY]), [], 'nobody');
    const ids = [...Array.from({ length: 99 }, (_, i) => `${NOBODY}-${i}`), colleague];
    equal(idsOf(await named(context, ids)), [colleague], 'whom a hundred ids find');
  }),
  people(
    'people-tenant',
    'leaves out people of another tenant like those whom nobody has heard of',
    ['stranger', 'colleague'],
    async (context) => {
      const { stranger, colleague } = context.people;
      equal(await named(context, [stranger]), [], 'somebody of another tenant');
      equal(idsOf(await named(context, [stranger, colleague])), [colleague], 'among others');
    },
  ),
  people(
    'people-for',
    'says of each for a record what a search says of them',
    ['colleague'],
    async (context) => {
      const { colleague } = context.people;
      const about = `for=${nameOf(context.record)}`;
      const [person] = await named(context, [colleague], `&${about}`);
      const request = `GET /users?query=${enc(person.name)}&limit=50&${about}`;
      const { body } = await ask(context, 'admin', request);
      equal(
        person,
        body.items.find(({ id }: Body) => id === colleague),
        'the person',
      );
    },
  ),
  people(
    'people-for-unseen',
    'names nobody for a record that the caller does not see',
    ['restricted'],
    async (context) => {
      const { admin } = context.people;
      status(await ask(context, 'restricted', `GET /users?${asking([admin])}`), 200);
      for (const place of [context.record, NOTHING]) {
        const request = `GET /users?${asking([admin])}&for=${nameOf(place)}`;
        problem(await ask(context, 'restricted', request), 404, 'not-found');
      }
    },
  ),
  people(
    'people-malformed',
    'refuses ids that are none, too many of them, and ids in a search',
    [],
    async (context) => {
      const { admin } = context.people;
      const one = asking([admin]);
      equal(idsOf(await named(context, [admin])), [admin], 'ids');
      const bad = [
        'id=',
        `${one}&id=`,
        'id=%2E%2E',
        'id=%00',
        `id=${TOO_LONG}`,
        asking(Array.from({ length: 101 }, (_, i) => `${NOBODY}-${i}`)),
        `${one}&query=a`,
        `${one}&limit=1`,
        `${one}&cursor=a`,
      ];
      for (const query of bad) {
        problem(await ask(context, 'admin', `GET /users?${query}`), 400, 'invalid-request');
        problem(await ask(context, null, `GET /users?${query}`), 401, 'not-authenticated');
      }
    },
  ),
];
