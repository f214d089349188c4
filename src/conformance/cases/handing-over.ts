/** Changing the owner (feature `owner`), and what a host says of itself (feature `meta`). */
import {
  ask,
  currentVersion,
  followerIds,
  followerOf,
  followersOf,
  handOver,
  NOBODY,
  ownerOf,
  read,
} from '../ask.ts';
import type { Case, Need, Situation } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

function owner(id: string, title: string, record: Situation, needs: readonly Need[], run: Case['run']): Case {
  return { id, title, features: ['owner'], record, needs, run };
}

/** Somebody who may not hand over, and why not where they follow. */
const refused = (as: 'follower' | 'restrictedFollower' | 'reader', who: string): Case =>
  owner(
    `owner-refused-${as}`,
    `does not let a ${who} who follows change the owner`,
    'usual',
    [as, 'colleague'],
    async (context) => {
      const { can } = await read(context, as);
      const answer = await handOver(context, as, { userId: context.people.colleague });
      problem(answer, 403, 'owner-change-forbidden', 'followers-cannot-change-owner', undefined);
      const said = can?.changeOwner?.reason;
      if (said && answer.body.reason)
        equal(answer.body.reason, said, 'the reason that the record gave before');
    },
  );

export const handingOver: Case[] = [
  owner(
    'owner-change',
    'makes a follower the owner, who then no longer follows',
    'usual',
    ['owner', 'follower'],
    async (context) => {
      const { people } = context;
      const answer = await handOver(context, 'owner', { userId: people.follower });
      status(answer, 200);
      equal(answer.body.owner.id, people.follower, 'owner');
      ok(!followerIds(answer.body).includes(people.follower), 'the new owner does not follow');
      ok(
        !followerIds(answer.body).includes(people.owner),
        'nor does the previous one, who was not to be kept',
      );
    },
  ),
  owner(
    'owner-keep',
    'keeps the previous owner as a follower where that is wished',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people } = context;
      const answer = await handOver(context, 'owner', { userId: people.colleague, keepPrevious: true });
      status(answer, 200);
      equal(followerIds(answer.body).at(-1), people.owner, 'the previous owner follows');
    },
  ),
  owner(
    'owner-keep-full',
    'changes nothing when no place is left for the previous owner',
    'full',
    ['owner', 'colleague'],
    async (context) => {
      const before = await read(context, 'owner');
      const wish = { userId: context.people.colleague, keepPrevious: true };
      problem(await handOver(context, 'owner', wish), 409, 'follower-limit');
      equal(await read(context, 'owner'), before, 'the record');
    },
  ),
  owner(
    'owner-keep-freed',
    'gives the place of a follower who becomes the owner to the previous one',
    'full',
    ['owner'],
    async (context) => {
      const { people } = context;
      const last = followerIds(await read(context, 'owner')).at(-1)!;
      const answer = await handOver(context, 'owner', { userId: last, keepPrevious: true });
      status(answer, 200);
      equal(answer.body.owner.id, last, 'owner');
      equal(answer.body.followers.length, answer.body.limit, 'followers');
      ok(followerIds(answer.body).includes(people.owner), 'the previous owner follows');
      ok(!followerIds(answer.body).includes(last), 'the new owner does not');
    },
  ),
  owner(
    'owner-loses-sight',
    'shows a restricted owner their record, and nothing more of it once they have handed it over',
    'empty',
    ['restricted', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const get = () => ask(context, 'restricted', `GET ${followersOf(record)}`);
      status(await handOver(context, 'admin', { userId: people.restricted }), 200);
      const own = await get();
      status(own, 200);
      equal(own.body.owner.id, people.restricted, 'owner');
      const left = await handOver(context, 'restricted', { userId: people.colleague });
      status(left, 204);
      equal(left.body, undefined, 'body');
      problem(await get(), 404, 'not-found');
      equal((await read(context, 'admin')).owner.id, people.colleague, 'owner afterwards');
    },
  ),
  owner(
    'owner-keeps-sight',
    'goes on showing the record to a restricted owner who stays as a follower',
    'empty',
    ['restricted', 'colleague'],
    async (context) => {
      const { people } = context;
      await handOver(context, 'admin', { userId: people.restricted });
      const kept = await handOver(context, 'restricted', { userId: people.colleague, keepPrevious: true });
      status(kept, 200);
      equal(followerIds(kept.body), [people.restricted], 'followers');
      equal(await read(context, 'restricted'), kept.body, 'read');
    },
  ),
  owner('owner-assign', 'gives a record without an owner one', 'unowned', ['colleague'], async (context) => {
    const { people } = context;
    const answer = await handOver(context, 'admin', { userId: people.colleague });
    status(answer, 200);
    equal(answer.body.owner.id, people.colleague, 'owner');
  }),
  refused('follower', 'person'),
  refused('restrictedFollower', 'restricted person'),
  refused('reader', 'reader'),
  owner(
    'owner-refused',
    'does not let a reader change the owner of what they do not follow',
    'empty',
    ['reader', 'colleague'],
    async (context) => {
      const answer = await handOver(context, 'reader', { userId: context.people.colleague });
      problem(answer, 403, 'owner-change-forbidden', 'owner-change-forbidden', undefined);
    },
  ),
  owner(
    'owner-precondition',
    'asks for the version that the caller saw',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const json = { userId: context.people.colleague };
      const answer = await ask(context, 'owner', `PUT ${ownerOf(context.record)}`, { json });
      problem(answer, 428, 'precondition-required');
    },
  ),
  owner(
    'owner-stale',
    'refuses a change to what the record was before',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const headers = { 'If-Match': await currentVersion(context) };
      await ask(context, 'owner', `PUT ${followerOf(record, people.colleague)}`);
      const json = { userId: people.colleague };
      const answer = await ask(context, 'owner', `PUT ${ownerOf(record)}`, { headers, json });
      problem(answer, 412, 'version-mismatch');
      equal((await read(context, 'owner')).owner.id, people.owner, 'owner');
    },
  ),
  owner(
    'owner-candidates',
    'refuses who is the owner already, or whom it does not know',
    'empty',
    ['owner'],
    async (context) => {
      problem(await handOver(context, 'owner', { userId: context.people.owner }), 409, 'user-is-owner');
      problem(await handOver(context, 'owner', { userId: NOBODY }), 422, 'user-not-assignable');
    },
  ),
  owner(
    'owner-inactive',
    'does not make somebody the owner whose account is closed',
    'empty',
    ['owner', 'inactive'],
    async (context) => {
      const answer = await handOver(context, 'owner', { userId: context.people.inactive });
      problem(answer, 422, 'user-not-assignable', 'user-inactive');
    },
  ),
  owner(
    'owner-stranger',
    'answers alike for a new owner of another tenant and one who does not exist',
    'empty',
    ['owner', 'stranger'],
    async (context) => {
      const foreign = await handOver(context, 'owner', { userId: context.people.stranger });
      problem(foreign, 422, 'user-not-assignable');
      const unknown = await handOver(context, 'owner', { userId: NOBODY });
      equal(foreign.body, unknown.body, 'foreign and unknown');
    },
  ),
  owner(
    'owner-malformed',
    'refuses bodies and tags that it does not understand',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const { people, record } = context;
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
        const { status, body } = await ask(context, 'owner', `PUT ${ownerOf(record)}`, call);
        const sent = JSON.stringify(call).slice(0, 80);
        ok(status >= 400 && status < 500 && status !== 412, `${sent}: expected 4xx, got ${status}`);
        equal(body?.code, 'invalid-request', `${sent}: code`);
      }
    },
  ),
  {
    id: 'meta',
    title: 'says of itself what its records say',
    features: ['meta'],
    needs: ['owner'],
    async run(context) {
      const meta = await ask(context, 'owner', 'GET /meta');
      status(meta, 200);
      equal(meta.body.contract, '1', 'version of the contract');
      if (meta.body.viewer !== undefined) equal(meta.body.viewer.id, context.people.owner, 'viewer');
      const snapshot = await read(context, 'owner');
      equal(snapshot.features, meta.body.features, 'features');
      equal(meta.body.limits.followers, snapshot.limit, 'limit');
      problem(await ask(context, null, 'GET /meta'), 401, 'not-authenticated');
    },
  },
];
