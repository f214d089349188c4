/** Reading a record: what a snapshot holds, for whom, and when it need not be sent again. */
import { ask, followerIds, followerOf, followersOf, NOTHING, read } from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

export const reading: Case[] = [
  {
    id: 'read-snapshot',
    title: 'shows the owner, the followers and the limit to somebody who sees the record',
    features: [],
    record: 'usual',
    needs: ['owner', 'follower'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `GET ${followersOf(record)}`);
      status(answer, 200);
      equal(answer.body.record.type, record.type, 'type');
      equal(answer.body.record.id, record.id, 'id');
      equal(answer.body.owner?.id, people.owner, 'owner');
      ok(followerIds(answer.body).includes(people.follower), 'the follower is shown');
      ok(Number.isInteger(answer.body.limit), 'limit is a whole number');
    },
  },
  {
    id: 'read-unowned',
    title: 'shows a record without owner and followers',
    features: [],
    record: 'unowned',
    needs: [],
    async run(context) {
      const body = await read(context, 'admin');
      equal(body.owner, null, 'owner');
      equal(body.followers, [], 'followers');
    },
  },
  {
    id: 'read-over-limit',
    title: 'shows every follower of a list that is over the limit',
    features: [],
    record: 'over',
    needs: [],
    async run(context) {
      const body = await read(context, 'admin');
      ok(body.followers.length > body.limit, 'all are shown');
    },
  },
  {
    id: 'read-unseen-is-absent',
    title: 'answers alike for a record that the caller does not see and one that does not exist',
    features: [],
    record: 'usual',
    needs: ['restricted', 'follower'],
    async run(context) {
      const unseen = await ask(context, 'restricted', `GET ${followersOf(context.record)}`);
      problem(unseen, 404, 'not-found');
      const absent = await ask(context, 'restricted', `GET ${followersOf(NOTHING)}`);
      problem(absent, 404, 'not-found');
      equal(unseen.body, absent.body, 'not visible and absent');
    },
  },
  {
    id: 'read-foreign-is-absent',
    title: 'answers alike for a record of another tenant and one that does not exist, whoever asks',
    features: [],
    needs: ['foreignRecord'],
    async run(context) {
      const foreign = await ask(context, 'admin', `GET ${followersOf(context.foreignRecord)}`);
      problem(foreign, 404, 'not-found');
      equal(
        foreign.body,
        (await ask(context, 'admin', `GET ${followersOf(NOTHING)}`)).body,
        'foreign and absent',
      );
    },
  },
  {
    id: 'read-type-is-part-of-id',
    title: 'does not find a record among those of another type',
    features: [],
    needs: [],
    async run(context) {
      const elsewhere = { ...context.record, type: 'no-such-type' };
      problem(await ask(context, 'admin', `GET ${followersOf(elsewhere)}`), 404, 'not-found');
    },
  },
  {
    id: 'read-restricted-follower',
    title: 'shows a record to a restricted person who follows it',
    features: [],
    record: 'usual',
    needs: ['restrictedFollower'],
    async run(context) {
      status(await ask(context, 'restrictedFollower', `GET ${followersOf(context.record)}`), 200);
    },
  },
  {
    id: 'read-signed-out',
    title: 'asks somebody unknown to sign in',
    features: [],
    needs: [],
    async run(context) {
      problem(await ask(context, null, `GET ${followersOf(context.record)}`), 401, 'not-authenticated');
    },
  },
  {
    id: 'read-can-follower',
    title: 'never says that a follower may change the owner',
    features: [],
    record: 'usual',
    needs: ['follower'],
    async run(context) {
      ok((await read(context, 'follower')).can?.changeOwner !== true, 'a follower may not change the owner');
    },
  },
  {
    id: 'read-can-reader',
    title: 'never says that a reader may change anything',
    features: [],
    record: 'usual',
    needs: ['reader'],
    async run(context) {
      const { can } = await read(context, 'reader');
      for (const right of ['addFollower', 'removeFollower', 'changeOwner']) {
        ok(can?.[right] !== true, `a reader has no ${right}`);
      }
    },
  },
  {
    id: 'read-private',
    title: 'lets nobody else be shown a stored answer',
    features: [],
    needs: [],
    async run(context) {
      const { headers } = await ask(context, 'admin', `GET ${followersOf(context.record)}`);
      const policy = headers.get('cache-control') ?? '';
      ok(/\bprivate\b|\bno-store\b/.test(policy), `Cache-Control keeps shared caches out: "${policy}"`);
    },
  },
  {
    id: 'read-etag',
    title: 'answers 304 to the tag of what is still so, and in full once anything shown has changed',
    features: ['etag'],
    record: 'usual',
    needs: ['owner', 'follower', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const get = (as: 'owner' | 'follower', tag?: string) =>
        ask(context, as, `GET ${followersOf(record)}`, { headers: tag ? { 'If-None-Match': tag } : {} });
      const first = await get('owner');
      const tag = first.headers.get('etag') ?? '';
      ok(tag, 'an ETag is sent');
      const again = await get('owner', tag);
      status(again, 304);
      equal(again.body, undefined, 'body of a 304');
      const others = (await get('follower')).body;
      if (JSON.stringify(others) !== JSON.stringify(first.body)) status(await get('follower', tag), 200);
      await ask(context, 'owner', `PUT ${followerOf(record, people.colleague)}`);
      status(await get('owner', tag), 200);
    },
  },
];
