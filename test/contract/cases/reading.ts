/** Reading a record: what a snapshot holds, for whom, and when it need not be sent again. */
import { ask, type Body, type Case, equal, followerIds, followersOf, ok, problem, status } from '../case.ts';

export const reading: Case[] = [
  {
    id: 'read-snapshot',
    title: 'shows the owner, the followers and the limit to somebody who sees the record',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const answer = await ask(context, 'owner', `GET ${followersOf(contacts.usual)}`);
      status(answer, 200);
      equal(answer.body.record.type, 'contact', 'type');
      equal(answer.body.record.id, contacts.usual, 'id');
      equal(answer.body.owner.id, people.owner, 'owner');
      equal(
        followerIds(answer.body).sort(),
        [people.follower, people.reader, people.restrictedFollower].sort(),
        'followers',
      );
      ok(Number.isInteger(answer.body.limit), 'limit is a whole number');
    },
  },
  {
    id: 'read-unowned',
    title: 'shows a record without owner and followers',
    level: 'required',
    needs: [],
    async run(context) {
      const { body } = await ask(
        context,
        'colleague',
        `GET ${followersOf(context.fixture.contacts.unowned)}`,
      );
      equal(body.owner, null, 'owner');
      equal(body.followers, [], 'followers');
    },
  },
  {
    id: 'read-over-limit',
    title: 'shows every follower of a list that is over the limit',
    level: 'required',
    needs: [],
    async run(context) {
      const { body } = await ask(context, 'owner', `GET ${followersOf(context.fixture.contacts.over)}`);
      ok(body.followers.length > body.limit, 'all are shown');
    },
  },
  {
    id: 'read-unseen-is-absent',
    title:
      'answers alike for a record that is not visible, one of another tenant, and one that does not exist',
    level: 'required',
    needs: [],
    async run(context) {
      const { contacts } = context.fixture;
      const bodies: Body[] = [];
      for (const id of [contacts.usual, contacts.foreign, 'there-is-no-such-contact']) {
        const answer = await ask(context, 'restricted', `GET ${followersOf(id)}`);
        problem(answer, 404, 'not-found');
        bodies.push(answer.body);
      }
      equal(bodies[0], bodies[2], 'not visible and absent');
      equal(bodies[1], bodies[2], 'foreign and absent');
    },
  },
  {
    id: 'read-type-is-part-of-id',
    title: 'does not find a contact among the records of another type',
    level: 'required',
    needs: [],
    async run(context) {
      const path = followersOf(context.fixture.contacts.usual).replace('contact', 'opportunity');
      problem(await ask(context, 'admin', `GET ${path}`), 404, 'not-found');
    },
  },
  {
    id: 'read-restricted-follower',
    title: 'shows a record to a restricted person who follows it',
    level: 'required',
    needs: [],
    async run(context) {
      const request = `GET ${followersOf(context.fixture.contacts.usual)}`;
      status(await ask(context, 'restrictedFollower', request), 200);
    },
  },
  {
    id: 'read-signed-out',
    title: 'asks somebody unknown to sign in',
    level: 'required',
    needs: [],
    async run(context) {
      const request = `GET ${followersOf(context.fixture.contacts.usual)}`;
      problem(await ask(context, null, request), 401, 'not-authenticated');
    },
  },
  {
    id: 'read-can-follower',
    title: 'never says that a follower may change the owner, or a reader anything',
    level: 'required',
    needs: [],
    async run(context) {
      const request = `GET ${followersOf(context.fixture.contacts.usual)}`;
      const follower = (await ask(context, 'follower', request)).body.can;
      ok(follower?.changeOwner !== true, 'a follower may not change the owner');
      const reader = (await ask(context, 'reader', request)).body.can;
      for (const right of ['addFollower', 'removeFollower', 'changeOwner']) {
        ok(reader?.[right] !== true, `a reader has no ${right}`);
      }
    },
  },
  {
    id: 'read-private',
    title: 'lets nobody else be shown a stored answer',
    level: 'required',
    needs: [],
    async run(context) {
      const { headers } = await ask(context, 'owner', `GET ${followersOf(context.fixture.contacts.usual)}`);
      const policy = headers.get('cache-control') ?? '';
      ok(/\bprivate\b|\bno-store\b/.test(policy), `Cache-Control keeps shared caches out: "${policy}"`);
    },
  },
  {
    id: 'read-etag',
    title: 'answers 304 to the tag of what is still so, and in full once anything shown has changed',
    level: 'optional',
    needs: ['etag'],
    async run(context) {
      const { people, contacts } = context.fixture;
      const path = followersOf(contacts.usual);
      const first = await ask(context, 'owner', `GET ${path}`);
      const tag = first.headers.get('etag') ?? '';
      ok(tag, 'an ETag is sent');
      const again = await ask(context, 'owner', `GET ${path}`, { headers: { 'If-None-Match': tag } });
      status(again, 304);
      equal(again.body, undefined, 'body of a 304');
      const asFollower = await ask(context, 'follower', `GET ${path}`, { headers: { 'If-None-Match': tag } });
      status(asFollower, 200);
      await ask(context, 'owner', `PUT ${path}/${people.colleague}`);
      status(await ask(context, 'owner', `GET ${path}`, { headers: { 'If-None-Match': tag } }), 200);
    },
  },
];
