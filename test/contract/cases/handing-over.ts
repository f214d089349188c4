/** Changing the owner (feature `owner`), and what a host says of itself (feature `meta`). */
import {
  ask,
  type Case,
  equal,
  followerIds,
  followersOf,
  handOver,
  ok,
  ownerOf,
  problem,
  type Role,
  status,
  versionOf,
} from '../case.ts';

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
  owner(
    'owner-keep-freed',
    'gives the place of a follower who becomes the owner to the previous one',
    async (context) => {
      const { people, contacts } = context.fixture;
      const wish = { userId: people.lastInFull, keepPrevious: true };
      const answer = await handOver(context, 'owner', contacts.full, wish);
      status(answer, 200);
      equal(answer.body.owner.id, people.lastInFull, 'owner');
      equal(answer.body.followers.length, answer.body.limit, 'followers');
      ok(followerIds(answer.body).includes(people.owner), 'the previous owner follows');
      ok(!followerIds(answer.body).includes(people.lastInFull), 'the new owner does not');
    },
  ),
  owner(
    'owner-loses-sight',
    'shows a restricted owner their record, and nothing more of it once they have handed it over',
    async (context) => {
      const { people, contacts } = context.fixture;
      const read = () => ask(context, 'restricted', `GET ${followersOf(contacts.empty)}`);
      status(await handOver(context, 'admin', contacts.empty, { userId: people.restricted }), 200);
      const own = await read();
      status(own, 200);
      equal(own.body.owner.id, people.restricted, 'owner');
      const left = await handOver(context, 'restricted', contacts.empty, { userId: people.colleague });
      status(left, 204);
      equal(left.body, undefined, 'body');
      problem(await read(), 404, 'not-found');
      const { body } = await ask(context, 'admin', `GET ${followersOf(contacts.empty)}`);
      equal(body.owner.id, people.colleague, 'owner afterwards');
    },
  ),
  owner(
    'owner-keeps-sight',
    'goes on showing the record to a restricted owner who stays as a follower',
    async (context) => {
      const { people, contacts } = context.fixture;
      await handOver(context, 'admin', contacts.empty, { userId: people.restricted });
      const wish = { userId: people.colleague, keepPrevious: true };
      const kept = await handOver(context, 'restricted', contacts.empty, wish);
      status(kept, 200);
      equal(followerIds(kept.body), [people.restricted], 'followers');
      equal((await ask(context, 'restricted', `GET ${followersOf(contacts.empty)}`)).body, kept.body, 'read');
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
    const refused = async (as: Role, id: string, reason: string) => {
      const answer = await handOver(context, as, id, { userId: people.colleague });
      problem(answer, 403, 'owner-change-forbidden', reason, undefined);
    };
    for (const as of ['follower', 'restrictedFollower', 'reader'] as const) {
      await refused(as, contacts.usual, 'followers-cannot-change-owner');
    }
    await refused('reader', contacts.empty, 'owner-change-forbidden');
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
