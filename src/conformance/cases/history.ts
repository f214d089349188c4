/** What has happened to a record (feature `history`): which changes are told of, to whom, and page by page. */
import { ask, type Body, enc, followerOf, followersOf, handOver, NOTHING, read } from '../ask.ts';
import type { Case, Context, Need, RecordRef, Role, Situation } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function history(
  id: string,
  title: string,
  record: Situation,
  needs: readonly Need[],
  run: Case['run'],
): Case {
  return { id, title, features: ['history'], record, needs, run };
}

const historyOf = (record: RecordRef) => `${followersOf(record)}/history`;

async function page(context: Context, as: Role, query = '?limit=100'): Promise<Body> {
  const answer = await ask(context, as, `GET ${historyOf(context.record)}${query}`);
  status(answer, 200);
  return answer.body;
}

/** So many of the newest entries, page by page; `between` happens after each. */
async function newest(
  context: Context,
  count: number,
  limit: number,
  between = async () => {},
): Promise<Body[]> {
  const items: Body[] = [];
  let cursor: string | null = '';
  while (items.length < count && cursor !== null) {
    const more: string = cursor && `&cursor=${enc(cursor)}`;
    const { items: some, nextCursor } = await page(context, 'owner', `?limit=${limit}${more}`);
    ok(some.length <= limit, 'a page is no longer than asked for');
    ok(nextCursor === null || some.length > 0, 'a page with a successor is not empty');
    items.push(...some);
    cursor = nextCursor;
    await between();
  }
  return items.slice(0, count);
}

/** What of an entry every host can say. */
const told = ({ kind, user, source }: Body): unknown[] => [kind, user?.id, source?.kind, source?.by?.id];

export const histories: Case[] = [
  history(
    'history',
    'tells each change first of all: what, when, by whom, at which version',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const before = await page(context, 'owner');
      const edge = followerOf(record, people.colleague);
      const added = await ask(context, 'owner', `PUT ${edge}`);
      const removed = await ask(context, 'admin', `DELETE ${edge}`);
      const { items } = await page(context, 'owner');
      equal(
        items.slice(0, 2).map(told),
        [
          ['follower-removed', people.colleague, 'user', people.admin],
          ['follower-added', people.colleague, 'user', people.owner],
        ],
        'the two newest',
      );
      equal(items[2], before.items[0], 'what happened before');
      for (const { at, user, source } of items.slice(0, 2)) {
        ok(INSTANT.test(at) && !Number.isNaN(Date.parse(at)), `"${at}" is an instant of ISO 8601`);
        ok(user.name && source.by.name, 'everybody has a name');
      }
      const { version } = added.body.record;
      if (version === undefined) return;
      equal([items[1].version, items[0].version], [version, removed.body.record.version], 'versions');
    },
  ),
  history(
    'history-effective',
    'tells nothing of what changed nothing',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const before = await page(context, 'owner');
      status(await ask(context, 'owner', `PUT ${followerOf(record, people.follower)}`), 200);
      status(await ask(context, 'owner', `DELETE ${followerOf(record, people.colleague)}`), 204);
      status(await ask(context, 'owner', `PUT ${followerOf(record, people.owner)}`), 409);
      equal(await page(context, 'owner'), before, 'the history');
    },
  ),
  history(
    'history-pages',
    'goes on where a page ended, whatever happens meanwhile',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const edge = followerOf(context.record, context.people.colleague);
      const methods = ['PUT', 'DELETE'];
      const change = async () => {
        await ask(context, 'owner', `${methods[0]} ${edge}`);
        methods.reverse();
      };
      for (let i = 0; i < 4; i++) await change();
      const whole = await newest(context, 4, 100);
      equal(whole.length, 4, 'entries');
      equal(await newest(context, 4, 1), whole, 'entries one by one');
      equal(await newest(context, 4, 2, change), whole, 'entries while others are added');
    },
  ),
  history(
    'history-unseen',
    'says of a record that the caller does not see only that it is not found',
    'usual',
    ['restricted'],
    async (context) => {
      await page(context, 'admin');
      const unseen = await ask(context, 'restricted', `GET ${historyOf(context.record)}`);
      const absent = await ask(context, 'restricted', `GET ${historyOf(NOTHING)}`);
      problem(unseen, 404, 'not-found');
      equal(unseen.body, absent.body, 'not visible and absent');
      problem(await ask(context, null, `GET ${historyOf(context.record)}`), 401, 'not-authenticated');
    },
  ),
  history(
    'history-foreign',
    'does not tell of the records of another tenant, whoever asks',
    'usual',
    ['foreignRecord'],
    async (context) => {
      await page(context, 'admin');
      problem(await ask(context, 'admin', `GET ${historyOf(context.foreignRecord)}`), 404, 'not-found');
    },
  ),
  history(
    'history-left',
    'tells nothing more to somebody who has lost sight of the record',
    'usual',
    ['restrictedFollower'],
    async (context) => {
      const { people, record } = context;
      await page(context, 'restrictedFollower');
      const self = followerOf(record, people.restrictedFollower);
      status(await ask(context, 'restrictedFollower', `DELETE ${self}`), 204);
      problem(await ask(context, 'restrictedFollower', `GET ${historyOf(record)}`), 404, 'not-found');
    },
  ),
  {
    id: 'history-owner',
    title: 'tells of a new owner, and who it was before',
    features: ['history', 'owner'],
    record: 'usual',
    needs: ['owner', 'follower'],
    async run(context) {
      const { people } = context;
      status(await handOver(context, 'admin', { userId: people.follower }), 200);
      const [latest] = (await page(context, 'owner')).items;
      equal(told(latest), ['owner-changed', people.follower, 'user', people.admin], 'the newest entry');
      equal(latest.previous?.id, people.owner, 'the owner until then');
      equal((await read(context, 'admin')).owner.id, people.follower, 'the owner');
    },
  },
  history(
    'history-malformed',
    'refuses page sizes that are none and cursors that it did not make',
    'usual',
    [],
    async (context) => {
      await page(context, 'admin', '?limit=1');
      const bad = [
        'limit=0',
        'limit=101',
        'limit=-1',
        'limit=ten',
        'limit=',
        'cursor=',
        'cursor=%00',
        `cursor=${enc("' or 1=1 --")}`,
        `cursor=${enc('WyJhIl0=')}`,
        `cursor=${'A'.repeat(5000)}`,
      ];
      for (const query of bad) {
        const answer = await ask(context, 'admin', `GET ${historyOf(context.record)}?${query}`);
        problem(answer, 400, 'invalid-request');
      }
    },
  ),
];
