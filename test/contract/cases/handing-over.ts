/** Changing the owner (feature `owner`), and what a host says of itself (feature `meta`). */
import {
  ask,
  type Case,
  type Context,
  equal,
  followerIds,
  followersOf,
  ok,
  ownerOf,
  problem,
  type Role,
  status,
} from '../case.ts';

const versionOf = async (context: Context, as: Role, id: string) =>
  `"${(await ask(context, as, `GET ${followersOf(id)}`)).body.record.version}"`;

/** Asks for a new owner at the version that is current. */
async function handOver(context: Context, as: Role, id: string, json: unknown) {
  const headers = { 'If-Match': await versionOf(context, 'admin', id) };
  return ask(context, as, `PUT ${ownerOf(id)}`, { headers, json });
}

function owner(id: string, title: string, run: Case['run']): Case {
  return { id, title, level: 'optional', needs: ['owner'], run };
}

export const handingOver: Case[] = [
  owner('owner-change', 'makes a follower the owner, who then no longer follows', async (context) => {
    const { people, contacts } = context.fixture;
    const answer = await handOver(context, 'owner', contacts.usual, { userId: people.follower });
    status(answer, 200);
    equal(answer.body.owner.id, people.follower, 'owner');
    ok(!followerIds(answer.body).includes(people.follower), 'the new owner does not follow');
    ok(!followerIds(answer.body).includes(people.owner), 'nor does the previous one, who was not to be kept');
  }),
  owner('owner-keep', 'keeps the previous owner as a follower where that is wished', async (context) => {
    const { people, contacts } = context.fixture;
    const answer = await handOver(context, 'owner', contacts.usual, {
      userId: people.colleague,
      keepPrevious: true,
    });
    status(answer, 200);
    equal(followerIds(answer.body).at(-1), people.owner, 'the previous owner follows');
  }),
  owner(
    'owner-keep-full',
    'changes nothing when no place is left for the previous owner',
    async (context) => {
      const { people, contacts } = context.fixture;
      const before = await ask(context, 'owner', `GET ${followersOf(contacts.full)}`);
      const wish = { userId: people.colleague, keepPrevious: true };
      problem(await handOver(context, 'owner', contacts.full, wish), 409, 'follower-limit');
      equal(
        (await ask(context, 'owner', `GET ${followersOf(contacts.full)}`)).body,
        before.body,
        'the record',
      );
    },
  ),
  owner('owner-assign', 'gives a record without an owner one', async (context) => {
    const { people, contacts } = context.fixture;
    const answer = await handOver(context, 'colleague', contacts.unowned, { userId: people.colleague });
    status(answer, 200);
    equal(answer.body.owner.id, people.colleague, 'owner');
  }),
  owner('owner-follower', 'does not let a follower or a reader change the owner', async (context) => {
    const { people, contacts } = context.fixture;
    const wish = { userId: people.follower };
    for (const as of ['follower', 'restrictedFollower', 'reader'] as const) {
      const answer = await handOver(context, as, contacts.usual, wish);
      problem(answer, 403, 'owner-change-forbidden', answer.body.reason);
    }
  }),
  owner('owner-precondition', 'asks for the version that the caller saw', async (context) => {
    const { people, contacts } = context.fixture;
    const answer = await ask(context, 'owner', `PUT ${ownerOf(contacts.usual)}`, {
      json: { userId: people.colleague },
    });
    problem(answer, 428, 'precondition-required');
  }),
  owner('owner-stale', 'refuses a change to what the record was before', async (context) => {
    const { people, contacts } = context.fixture;
    const headers = { 'If-Match': await versionOf(context, 'owner', contacts.usual) };
    await ask(context, 'owner', `PUT ${followersOf(contacts.usual)}/${people.colleague}`);
    const json = { userId: people.colleague };
    const answer = await ask(context, 'owner', `PUT ${ownerOf(contacts.usual)}`, { headers, json });
    problem(answer, 412, 'version-mismatch');
    const { body } = await ask(context, 'owner', `GET ${followersOf(contacts.usual)}`);
    equal(body.owner.id, people.owner, 'owner');
  }),
  owner(
    'owner-order',
    'tests rights before the version, and the version before the person',
    async (context) => {
      const { contacts } = context.fixture;
      const json = { userId: 'there-is-no-such-person' };
      const request = `PUT ${ownerOf(contacts.usual)}`;
      problem(await ask(context, 'restricted', request, { json }), 404, 'not-found');
      const forbidden = await ask(context, 'follower', request, { json });
      problem(forbidden, 403, 'owner-change-forbidden', forbidden.body.reason);
      problem(await ask(context, 'owner', request, { json }), 428, 'precondition-required');
      const stale = { json, headers: { 'If-Match': '"0"' } };
      problem(await ask(context, 'owner', request, stale), 412, 'version-mismatch');
      problem(await handOver(context, 'owner', contacts.usual, json), 422, 'user-not-assignable');
    },
  ),
  owner('owner-candidates', 'refuses who is the owner already, has left, or is foreign', async (context) => {
    const { people, contacts } = context.fixture;
    const to = (userId: string) => handOver(context, 'owner', contacts.usual, { userId });
    problem(await to(people.owner), 409, 'user-is-owner');
    problem(await to(people.inactive), 422, 'user-not-assignable', 'user-inactive');
    problem(await to(people.foreign), 422, 'user-not-assignable');
  }),
  owner('owner-malformed', 'refuses bodies and tags that it does not understand', async (context) => {
    const { people, contacts } = context.fixture;
    const good = { json: { userId: people.colleague }, headers: { 'If-Match': '"1"' } };
    const bad = [
      { ...good, json: '{"userId":' },
      { ...good, json: '' },
      { ...good, json: [] },
      { ...good, json: null },
      { ...good, json: {} },
      { ...good, json: { userId: 7 } },
      { ...good, json: { userId: '..' } },
      { ...good, json: '{"userId":"\\ud800"}' },
      { ...good, json: { userId: people.colleague, keepPrevious: 'yes' } },
      { ...good, headers: { 'If-Match': '17' } },
      { ...good, headers: { 'If-Match': '"1' } },
      { ...good, json: { userId: people.colleague, padding: 'x'.repeat(70_000) } },
    ];
    for (const call of bad) {
      const { status, body } = await ask(context, 'owner', `PUT ${ownerOf(contacts.usual)}`, call);
      const sent = JSON.stringify(call).slice(0, 80);
      ok(status >= 400 && status < 500 && status !== 412, `${sent}: expected 4xx, got ${status}`);
      equal(body.code, 'invalid-request', `${sent}: code`);
    }
  }),
  {
    id: 'meta',
    title: 'says of itself what its records say',
    level: 'optional',
    needs: ['meta'],
    async run(context) {
      const { people, contacts } = context.fixture;
      const meta = await ask(context, 'owner', 'GET /meta');
      status(meta, 200);
      equal(meta.body.contract, '1', 'version of the contract');
      equal(meta.body.viewer?.id, people.owner, 'viewer');
      const { body } = await ask(context, 'owner', `GET ${followersOf(contacts.usual)}`);
      equal(body.features, meta.body.features, 'features');
      equal(meta.body.limits.followers, body.limit, 'limit');
      problem(await ask(context, null, 'GET /meta'), 401, 'not-authenticated');
    },
  },
];
